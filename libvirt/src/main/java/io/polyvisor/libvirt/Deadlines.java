package io.polyvisor.libvirt;

/** Waiting until a moment of {@link System#nanoTime()}. */
final class Deadlines {

    private Deadlines() {}

    /** Milliseconds to wait, rounded up; zero or less when the moment has passed. */
    static long millisUntil(long nanoTime) {
        long nanos = nanoTime - System.nanoTime();
        return nanos <= 0 ? 0 : (nanos + 999_999) / 1_000_000;
    }
}
