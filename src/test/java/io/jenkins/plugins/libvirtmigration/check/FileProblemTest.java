package io.jenkins.plugins.libvirtmigration.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {
    @TempDir
    private Path directory;

    private static String of(ThrowingCallable call) {
        return FileProblem.of(catchThrowableOfType(IOException.class, call));
    }

    @Test
    void whatIsWrongIsSaidInWords() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[] {(byte) 0xff});

        assertThat(of(() -> Files.readString(directory.resolve("none")))).isEqualTo("there is no such file");
        assertThat(of(() -> Files.readString(file))).isEqualTo("it is no text in UTF-8");
        assertThat(of(() -> Files.newDirectoryStream(file))).isEqualTo("it is no directory");
        assertThat(of(() -> Files.readString(file.resolve("below")))).isEqualTo("Not a directory");
        assertThat(of(() -> Files.readString(directory))).isEqualTo("Is a directory");
    }

    /** Root, whom the tests may run as, is denied nothing. */
    @Test
    void aRightThatIsMissingIsSaidSo() {
        assertThat(FileProblem.of(new AccessDeniedException("/etc/shadow"))).isEqualTo("this user has no right to it");
    }

    @Test
    void anyOtherProblemKeepsItsOwnWords() {
        assertThat(FileProblem.of(new IOException("it has 3 bytes, which no report has")))
                .isEqualTo("it has 3 bytes, which no report has");
        assertThat(FileProblem.of(new IOException())).isEqualTo("java.io.IOException");
    }
}
