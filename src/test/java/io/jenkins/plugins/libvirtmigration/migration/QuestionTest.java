package io.jenkins.plugins.libvirtmigration.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.libvirtmigration.libvirt.LibvirtCallException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Question<Integer> question = new Question<>("question", () -> {
        int number = asked.incrementAndGet();
        if (number == 1) {
            await(first);
        }
        return number;
    });

    @Test
    void aHostThatDoesNotAnswerIsNotAskedAgainWhileItThinks() throws InterruptedException {
        assertThat(question.ask(SHORT)).isEmpty();
        assertThat(question.ask(SHORT)).isEmpty();

        assertThat(asked).hasValue(1);
        first.countDown();
    }

    @Test
    void anAnswerToAnEarlierQuestionIsNoAnswerToThisOne() throws InterruptedException {
        assertThat(question.ask(SHORT)).isEmpty();
        Question<Integer>.Asked second = question.begin();
        first.countDown();

        assertThat(second.await(LONG)).contains(2);
    }

    @Test
    void whatIsThrownIsThrown() {
        Question<Integer> broken = new Question<>("broken", () -> {
            throw new LibvirtCallException(1, "no");
        });

        assertThatThrownBy(() -> broken.ask(LONG))
                .isInstanceOf(LibvirtCallException.class)
                .hasMessage("no");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
