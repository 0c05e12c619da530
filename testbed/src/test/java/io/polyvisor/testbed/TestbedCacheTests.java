package io.polyvisor.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestbedCacheTests {

    @TempDir
    private Path directory;

    @Test
    void own_variable_goes_before_the_desktop_standard_and_that_before_home() {
        assertThat(TestbedCache.directory(Map.of("POLYVISOR_TESTBED_CACHE", "/a", "XDG_CACHE_HOME", "/b"), "/home/c"))
                .isEqualTo(Path.of("/a"));
        assertThat(TestbedCache.directory(Map.of("XDG_CACHE_HOME", "/b"), "/home/c"))
                .isEqualTo(Path.of("/b/polyvisor-testbed"));
        assertThat(TestbedCache.directory(Map.of("XDG_CACHE_HOME", ""), "/home/c"))
                .isEqualTo(Path.of("/home/c/.cache/polyvisor-testbed"));
    }

    @Test
    void artefact_is_built_once_and_then_found() {
        TestbedCache cache = new TestbedCache(directory);
        AtomicInteger builds = new AtomicInteger();

        Path first = cache.obtain("thing", file -> write(file, builds));
        Path second = new TestbedCache(directory).obtain("thing", file -> write(file, builds));

        assertThat(first).isEqualTo(second).hasContent("build 1");
        assertThat(builds).hasValue(1);
    }

    @Test
    void many_builders_at_once_build_one_artefact() throws Exception {
        AtomicInteger builds = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(8);
        ExecutorService builders = Executors.newFixedThreadPool(8);
        List<Future<Path>> results = IntStream.range(0, 8)
                .mapToObj(i -> builders.submit(() -> {
                    together.countDown();
                    together.await();
                    return new TestbedCache(directory).obtain("thing", file -> write(file, builds));
                }))
                .toList();

        for (Future<Path> result : results) {
            assertThat(result.get(10, TimeUnit.SECONDS)).hasContent("build 1");
        }
        builders.shutdown();
        assertThat(builds).hasValue(1);
    }

    @Test
    void builder_waits_for_a_builder_in_another_process() throws Exception {
        Process other = AnotherJvm.running(BuilderInAnotherJvm.class, directory.toString());
        assertThat(other.inputReader().readLine()).isEqualTo("building");
        ExecutorService builder = Executors.newSingleThreadExecutor();

        Future<Path> waiting = builder.submit(() -> new TestbedCache(directory).obtain("thing", file -> {
            throw new IOException("built although another process was building");
        }));
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS));
        other.getOutputStream().close();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).hasContent("by the other");
        builder.shutdown();
        assertThat(other.waitFor()).isZero();
    }

    @Test
    void failed_build_leaves_no_artefact_and_the_next_one_starts_afresh() throws Exception {
        TestbedCache cache = new TestbedCache(directory);
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> cache.obtain("thing", file -> {
                    Files.writeString(file, "half");
                    throw new IOException("power cut");
                }));
        try (Stream<Path> files = Files.list(directory.resolve("built"))) {
            assertThat(files).noneMatch(file -> file.endsWith("thing"));
        }

        Path whole = cache.obtain("thing", file -> {
            assertThat(file).doesNotExist();
            Files.writeString(file, "whole");
        });
        assertThat(whole).hasContent("whole");
    }

    private static void write(Path file, AtomicInteger builds) throws IOException {
        Files.writeString(file, "build " + builds.incrementAndGet());
    }
}
