package io.polyvisor.libvirt;

/** A version as libvirt counts them; ordered by release. */
public record LibvirtVersion(int major, int minor, int release) implements Comparable<LibvirtVersion> {

    static LibvirtVersion of(long number) {
        return new LibvirtVersion((int) (number / 1_000_000), (int) (number / 1000 % 1000), (int) (number % 1000));
    }

    @Override
    public int compareTo(LibvirtVersion other) {
        return Long.compare(number(), other.number());
    }

    private long number() {
        return major * 1_000_000L + minor * 1000L + release;
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + release;
    }
}
