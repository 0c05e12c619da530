package io.polyvisor.memory.faults;

/** Where calls hang until they are released, as if in native code: neither cancellation nor interruption ends it. */
final class Hanging {
    private final Object lock = new Object();
    private int count;
    private int releases;

    void hang() {
        boolean interrupted = false;
        synchronized (lock) {
            count++;
            int before = releases;
            while (releases == before) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            count--;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void release() {
        synchronized (lock) {
            releases++;
            lock.notifyAll();
        }
    }

    int count() {
        synchronized (lock) {
            return count;
        }
    }
}
