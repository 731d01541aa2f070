package io.jenkins.plugins.libvirtmigration.hpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packed, and what must not be. */
class ContentsHpiTest {
    private static final int JAVA_17 = 61;

    @TempDir
    static Path folder;

    private static BuiltHpi hpi;

    @BeforeAll
    static void unpack() throws IOException {
        hpi = new BuiltHpi(folder);
    }

    @Test
    void holdsOurJarAndThreeLibraries() throws IOException {
        String library = "WEB-INF/lib/(libvirt|sshj|asn-one)-[0-9.]+\\.jar";
        assertThat(BuiltHpi.filesIn(BuiltHpi.file()))
                .allSatisfy(name -> assertThat(name)
                        .matches(library + "|META-INF/MANIFEST\\.MF|WEB-INF/lib/libvirt-migration\\.jar"));
        assertThat(hpi.jars()).hasSize(4);
    }

    /** Less means that something is missing, more that something came along. */
    @Test
    void isAboutAsLargeAsItsLibraries() {
        assertThat(BuiltHpi.file().length()).isBetween(1L << 20, 4L << 20);
    }

    @Test
    void bringsNothingThatJenkinsOrAnotherPluginBrings() throws IOException {
        for (File jar : hpi.jars()) {
            assertThat(BuiltHpi.filesIn(jar))
                    .as(jar.getName())
                    .noneMatch(name -> name.matches("(hudson|jenkins|javax|jakarta)/.*")
                            || name.matches("org/(jenkinsci|kohsuke|jvnet|slf4j|bouncycastle)/.*")
                            || name.matches("com/(sun/jna|fasterxml|google|cloudbees)/.*")
                            || name.matches("(picocli|edu/umd|net/java/sezpoz)/.*"));
        }
    }

    @Test
    void tellsJenkinsWhatItIs() throws IOException {
        Attributes manifest = hpi.manifest().getMainAttributes();
        assertThat(manifest.getValue("Short-Name")).isEqualTo("libvirt-migration");
        assertThat(manifest.getValue("Long-Name")).isEqualTo("Libvirt Live Migration");
        assertThat(manifest.getValue("Group-Id")).isEqualTo("io.jenkins.plugins");
        assertThat(manifest.getValue("Artifact-Id")).isEqualTo("libvirt-migration");
        assertThat(manifest.getValue("Plugin-Version")).matches("[0-9]+\\.[0-9a-zA-Z.-]+");
        assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.528.1");
        assertThat(manifest.getValue("Support-Dynamic-Loading")).isEqualTo("true");
        assertThat(manifest.getValue("Plugin-License-Name")).isEqualTo("MIT License");
        assertThat(manifest.getValue("Url")).startsWith("https://");
        assertThat(manifest.getValue("Plugin-Dependencies").split(","))
                .allSatisfy(dependency -> assertThat(dependency).matches("[a-z0-9-]+:[0-9][0-9A-Za-z._-]+"));
    }

    /** Else Jenkins would refuse to read our own objects back (jenkins.security.ClassFilterImpl). */
    @Test
    void hasTheSameManifestInTheJar() throws IOException {
        Attributes outer = hpi.manifest().getMainAttributes();
        outer.remove(new Attributes.Name("Ant-Version"));
        try (JarFile jar = new JarFile(hpi.ownJar())) {
            assertThat(jar.getManifest().getMainAttributes()).isEqualTo(outer);
        }
    }

    @Test
    void runsOnJava17() throws IOException {
        try (JarFile jar = new JarFile(hpi.ownJar())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().endsWith(".class")) {
                    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
                        in.skipBytes(6);
                        assertThat(in.readUnsignedShort()).as(entry.getName()).isEqualTo(JAVA_17);
                    }
                }
            }
        }
    }
}
