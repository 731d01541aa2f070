package io.jenkins.plugins.libvirtmigration.evacuation.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits;
import io.jenkins.plugins.libvirtmigration.evacuation.plan.Limits.Lane;
import io.jenkins.plugins.libvirtmigration.evacuation.slots.Slots.Slot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileSlotsTest {
    static final Limits ONE = new Limits(1, 1, 1, 1);

    @TempDir
    private Path directory;

    private static boolean givenBack(Slot slot) {
        slot.close();
        return true;
    }

    private static Lane lane(String source, String destination) {
        return new Lane(source, destination, false);
    }

    @Test
    void asManyAsThereArePlaces() {
        Slots one = new FileSlots(directory, new Limits(2, 2, 3, 1));
        Slots other = new FileSlots(directory, new Limits(2, 2, 3, 1));

        assertThat(one.take(lane("a", "x"), 0)).isPresent();
        Slot second = other.take(lane("a", "x"), 0).orElseThrow();
        assertThat(one.take(lane("a", "y"), 0)).as("out of a").isEmpty();
        assertThat(one.take(lane("b", "x"), 0)).as("into x").isEmpty();
        assertThat(one.take(lane("b", "y"), 0)).isPresent();
        assertThat(one.take(lane("c", "z"), 0)).as("in all").isEmpty();

        second.close();
        assertThat(one.take(lane("c", "z"), 0)).isPresent();
    }

    @Test
    void whatIsNotGivenTakesNothing() {
        Slots slots = new FileSlots(directory, new Limits(1, 2, 2, 1));
        assertThat(slots.take(lane("a", "x"), 0)).isPresent();

        for (int i = 0; i < 5; i++) {
            assertThat(slots.take(lane("a", "x"), 0)).isEmpty();
        }

        assertThat(slots.take(lane("b", "x"), 0))
                .as("the places of those five are free again")
                .isPresent();
    }

    @Test
    void copiesHaveFewerPlacesOnBothHosts() {
        Slots slots = new FileSlots(directory, new Limits(4, 4, 4, 1));

        assertThat(slots.take(new Lane("a", "x", true), 0)).isPresent();
        assertThat(slots.take(new Lane("b", "x", true), 0)).isEmpty();
        assertThat(slots.take(new Lane("x", "b", true), 0)).isEmpty();
        assertThat(slots.take(new Lane("b", "x", false), 0)).isPresent();
        assertThat(slots.take(new Lane("b", "y", true), 0)).isPresent();
    }

    @Test
    void aHostIsEmptiedByOneAtATime() {
        Slots slots = new FileSlots(directory, ONE);
        Slot right = slots.takeHost("a").orElseThrow();

        assertThat(slots.takeHost("a")).isEmpty();
        assertThat(slots.takeHost("b")).isPresent();
        right.close();
        assertThat(slots.takeHost("a")).isPresent();
    }

    @Test
    void hostileNamesStayInTheDirectory() throws IOException {
        Slots slots = new FileSlots(directory.resolve("state"), ONE);

        assertThat(slots.takeHost("../../etc/x\n y:22")).isPresent();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("state"));
        }
    }

    @Test
    void oneHostUnderTwoNamesHasThePlacesOfOne() {
        Map<String, String> what = Map.of("a", "42", "a.example.org", "42", "b", "43");
        Function<String, Optional<String>> identities = name -> Optional.ofNullable(what.get(name));
        Slots one = new FileSlots(directory, new Limits(1, 1, 5, 1), identities);
        Slots other = new FileSlots(directory, new Limits(1, 1, 5, 1), identities);

        assertThat(one.takeHost("a")).isPresent();
        assertThat(other.takeHost("a.example.org")).isEmpty();
        assertThat(other.takeHost("b")).isPresent();
        assertThat(one.take(lane("x", "a"), 0)).isPresent();
        assertThat(other.take(lane("y", "a.example.org"), 0)).isEmpty();
        assertThat(other.take(lane("y", "b"), 0)).isPresent();
    }

    @Test
    void whoDoesNotKnowWhatAHostIsStillRespectsItsName() {
        Slots known = new FileSlots(directory, ONE, name -> Optional.of("42"));
        Slots unknown = new FileSlots(directory, ONE);

        assertThat(known.takeHost("a")).isPresent();
        assertThat(unknown.takeHost("a")).isEmpty();
    }

    private Process holder(int places) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SlotHolder.class.getName(),
                        directory.toString(),
                        Integer.toString(places)))
                .redirectErrorStream(true)
                .start();
    }

    private static BufferedReader saidBy(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    @Test
    void aProcessThatIsKilledGivesItsPlaceBack() throws IOException, InterruptedException {
        Process holder = holder(1);
        try (BufferedReader said = saidBy(holder)) {
            assertThat(said.readLine()).isEqualTo("1");
            Slots slots = new FileSlots(directory, ONE);
            assertThat(slots.take(lane("a", "b"), 0)).isEmpty();

            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();

            Optional<Slot> slot = slots.take(lane("a", "b"), 0);
            assertThat(slot).isPresent();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void whatADestinationIsPromisedIsSeenByOthersForAsLongAsThePlaceIsHeld() {
        Limits two = new Limits(2, 2, 4, 1);
        Slots one = new FileSlots(directory, two);
        Slots other = new FileSlots(directory, two);
        Slot first = one.take(lane("a", "x"), 300).orElseThrow();
        Slot second = one.take(lane("a", "x"), 50).orElseThrow();
        Slot elsewhere = one.take(lane("b", "x-0"), 7).orElseThrow();

        assertThat(other.promised("x")).isEqualTo(350);
        assertThat(other.promised("x-0")).isEqualTo(7);
        assertThat(other.promised("y")).isZero();
        assertThat(one.promised("x")).as("what is one's own").isZero();

        first.close();
        assertThat(other.promised("x")).isEqualTo(50);
        Slot third = other.take(lane("c", "x"), 20).orElseThrow();
        first.close();
        assertThat(one.promised("x"))
                .as("a place given back twice was given back once")
                .isEqualTo(20);
        second.close();
        third.close();
        elsewhere.close();
        assertThat(other.promised("x")).isZero();
    }

    @Test
    void whatOneHostIsPromisedIsSeenUnderItsOtherName() {
        Function<String, Optional<String>> identities = name -> Optional.of("42");
        Slots one = new FileSlots(directory, new Limits(2, 2, 4, 1), identities);
        Slots other = new FileSlots(directory, new Limits(2, 2, 4, 1), identities);
        Slot held = one.take(lane("b", "a"), 300).orElseThrow();

        assertThat(other.promised("a.example.org")).isEqualTo(300);
        held.close();
    }

    /** As of a host that was silent when it was first asked. */
    @Test
    void whatAHostIsMayBecomeKnownAtAnyMoment() {
        for (int silent = 1; silent <= 3; silent++) {
            AtomicInteger left = new AtomicInteger(silent);
            Slots slots =
                    new FileSlots(directory, ONE, name -> Optional.of("42").filter(id -> left.getAndDecrement() <= 0));

            Slot held = slots.take(lane("a", "x"), 300).orElseThrow();
            held.close();

            assertThat(new FileSlots(directory, ONE).take(lane("a", "x"), 0).map(FileSlotsTest::givenBack))
                    .as("the places are free again")
                    .isPresent();
        }
    }

    @Test
    void noPlaceStaysTakenWhereAHostCannotBeAsked() {
        AtomicInteger questions = new AtomicInteger();
        IllegalStateException closed = new IllegalStateException("The link to x was closed.");
        for (int broken = 1; broken <= 2; broken++) {
            int at = broken;
            questions.set(0);
            Slots slots = new FileSlots(directory, ONE, name -> {
                if (questions.incrementAndGet() == at) {
                    throw closed;
                }
                return Optional.empty();
            });
            assertThatThrownBy(() -> slots.take(lane("a", "x"), 0)).isSameAs(closed);
        }

        assertThat(new FileSlots(directory, ONE).take(lane("a", "x"), 0)).isPresent();
    }

    @Test
    void noPlaceStaysTakenWhereAnotherCannotBeLocked() throws IOException {
        Slots slots = new FileSlots(directory, ONE);
        Path inTheWay = Files.createDirectory(directory.resolve("in-x-0.lock"));
        assertThatThrownBy(() -> slots.take(lane("a", "x"), 0)).isInstanceOf(UncheckedIOException.class);

        Files.delete(inTheWay);

        assertThat(slots.take(lane("a", "x"), 0)).isPresent();
    }

    @Test
    void whatAKilledProcessWasPromisedCountsNoMore() throws IOException, InterruptedException {
        Process holder = holder(2);
        Slots slots = new FileSlots(directory, new Limits(3, 3, 3, 1));
        try (BufferedReader said = saidBy(holder)) {
            assertThat(said.readLine()).isEqualTo("2");
            assertThat(slots.promised("b")).isEqualTo(2 * SlotHolder.BYTES);

            holder.destroyForcibly();
            assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertThat(slots.promised("b")).isZero();
            assertThat(slots.take(lane("a", "b"), 1)).isPresent();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void aPlaceThatAProcessIsRefusedCostsItNoneThatItHas() throws IOException {
        Process holder = holder(2);
        try (BufferedReader said = saidBy(holder)) {
            // The third that it asked for, it did not get; the two it has must still be its own.
            assertThat(said.readLine()).isEqualTo("2");

            assertThat(new FileSlots(directory, new Limits(2, 2, 2, 1)).take(lane("a", "b"), 0))
                    .isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void oneDirectoryUnderTwoNamesIsOne() throws IOException {
        Path other =
                Files.createSymbolicLink(directory.resolve("link"), Files.createDirectory(directory.resolve("it")));
        Slots slots = new FileSlots(directory.resolve("it"), ONE);
        assertThat(slots.take(lane("a", "b"), 0)).isPresent();

        assertThat(new FileSlots(other, ONE).take(lane("a", "b"), 0)).isEmpty();
    }

    @Test
    void aPlaceThatIsGivenBackTwiceIsGivenBackOnce() {
        Slots slots = new FileSlots(directory, ONE);
        Slot first = slots.take(lane("a", "b"), 0).orElseThrow();
        first.close();
        Slot second = slots.take(lane("a", "b"), 0).orElseThrow();

        first.close();

        assertThat(slots.take(lane("a", "b"), 0)).isEmpty();
        second.close();
    }

    @Test
    void aFileThatAnotherClassLoaderHoldsIsLeftToItUntilItIsFree() throws IOException {
        Path file = directory.toRealPath().resolve("host-a-0.lock");
        Slots slots = new FileSlots(directory, ONE);
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = other.tryLock();
            assertThat(slots.takeHost("a")).isEmpty();
            assertThat(slots.takeHost("a")).isEmpty();
            lock.release();
        }

        assertThat(slots.takeHost("a")).isPresent();
    }
}
