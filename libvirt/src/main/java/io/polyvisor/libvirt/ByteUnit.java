package io.polyvisor.libvirt;

import java.util.Locale;

/** The units in which libvirt's XML writes amounts of memory and storage. */
public enum ByteUnit {
    BYTE(1),
    KIB(1L << 10),
    MIB(1L << 20),
    GIB(1L << 30),
    TIB(1L << 40),
    PIB(1L << 50),
    EIB(1L << 60),
    KB(1000),
    MB(1000_000),
    GB(1000_000_000),
    TB(1000_000_000_000L),
    PB(1000_000_000_000_000L),
    EB(1000_000_000_000_000_000L);

    private final long bytes;

    ByteUnit(long bytes) {
        this.bytes = bytes;
    }

    /** One of it, in bytes. */
    public long bytes() {
        return bytes;
    }

    /**
     * The unit that libvirt writes so: {@code KB} is 1000 bytes, {@code KiB} and {@code K} are 1024; case does not count.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ByteUnit named(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.equals("B") || name.equals("BYTES")) {
            return BYTE;
        }
        String full = name.length() == 1 ? name + "IB" : name;
        for (ByteUnit unit : values()) {
            if (unit.name().equals(full)) {
                return unit;
            }
        }
        throw new IllegalArgumentException("not a unit of bytes: '" + text + "'");
    }
}
