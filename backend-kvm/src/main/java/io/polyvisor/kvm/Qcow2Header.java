package io.polyvisor.kvm;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The beginning of what may be a qcow2 image. Pure. */
final class Qcow2Header {
    /** As much of it as is looked at. */
    static final int LENGTH = 104;

    private static final int MAGIC = 0x514649fb;
    private static final int BACKING_OFFSET = 8;
    private static final int VERSION = 4;
    private static final int INCOMPATIBLE_FEATURES = 72;
    private static final long EXTERNAL_DATA = 1 << 2;

    private final ByteBuffer bytes;

    private Qcow2Header(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Qcow2Header of(byte[] beginning) {
        return new Qcow2Header(ByteBuffer.wrap(beginning));
    }

    boolean isQcow2() {
        return bytes.limit() >= Integer.BYTES && bytes.getInt(0) == MAGIC;
    }

    /** Why the image is not taken; empty for images that name no other file, and for what is no qcow2. */
    Optional<String> objection() {
        if (!isQcow2()) {
            return Optional.empty();
        }
        if (bytes.limit() < INCOMPATIBLE_FEATURES) {
            return Optional.of("the qcow2 image is cut off");
        }
        if (bytes.getLong(BACKING_OFFSET) != 0) {
            return Optional.of("the qcow2 image stands on a backing file; flatten it first");
        }
        boolean features = bytes.getInt(VERSION) >= 3 && bytes.limit() >= INCOMPATIBLE_FEATURES + Long.BYTES;
        if (features && (bytes.getLong(INCOMPATIBLE_FEATURES) & EXTERNAL_DATA) != 0) {
            return Optional.of("the qcow2 image keeps its data in another file; convert it first");
        }
        return Optional.empty();
    }
}
