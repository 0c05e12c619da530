package io.polyvisor;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a guest shall move and how. {@code Migration.live().to(host)}.
 *
 * <p>Immutable and thread-safe.
 */
public final class Migration {
    private final boolean live;
    private final Optional<Host> target;
    private final boolean storageDeclaredShared;

    private Migration(boolean live, Optional<Host> target, boolean storageDeclaredShared) {
        this.live = live;
        this.target = target;
        this.storageDeclaredShared = storageDeclaredShared;
    }

    /** The guest runs on meanwhile. */
    public static Migration live() {
        return new Migration(true, Optional.empty(), false);
    }

    /** The guest is OFF. */
    public static Migration cold() {
        return new Migration(false, Optional.empty(), false);
    }

    /** The same to that host, of this or another endpoint of the same kind. */
    public Migration to(Host host) {
        return new Migration(live, Optional.of(Objects.requireNonNull(host, "target host")), storageDeclaredShared);
    }

    /**
     * The same, with the operator's word that both ends see the same storage under the same names. Equal names prove nothing: a false
     * word costs the guest's data.
     */
    public Migration declaringSharedStorage() {
        return new Migration(live, target, true);
    }

    /** Whether the guest runs on meanwhile. */
    public boolean isLive() {
        return live;
    }

    /** Where to. */
    public Optional<Host> target() {
        return target;
    }

    /** Whether the operator declared that both ends see the same storage. */
    public boolean storageDeclaredShared() {
        return storageDeclaredShared;
    }
}
