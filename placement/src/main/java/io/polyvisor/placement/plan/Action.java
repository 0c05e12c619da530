package io.polyvisor.placement.plan;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.site.HostKey;
import java.util.Objects;
import java.util.Optional;

/** What a step does. Immutable and thread-safe. */
public sealed interface Action {

    /** The guest that it is about; empty when it is about a host. */
    Optional<String> subject();

    /** The host on which it happens, or to which it leads. */
    HostKey host();

    /** An action on a guest. */
    sealed interface OnGuest extends Action {
        /** The guest's name. */
        String guest();

        @Override
        default Optional<String> subject() {
            return Optional.of(guest());
        }
    }

    /** An action on a host. */
    sealed interface OnHost extends Action {
        @Override
        default Optional<String> subject() {
            return Optional.empty();
        }
    }

    /**
     * Makes the guest, OFF, under a key, so that it is never made twice.
     *
     * @param replaces where the guest that this one replaces is, on a hypervisor of another kind: it is rebuilt from its service's spec,
     *     its data stay behind
     */
    record Create(String guest, HostKey host, GuestSpec spec, CreationKey key, Optional<HostKey> replaces)
            implements OnGuest {
        /** Checks presence. */
        public Create {
            Objects.requireNonNull(spec, "spec");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(replaces, "replaces");
        }
    }

    /** Removes the guest that was made, with the volumes that it alone uses: undoes {@link Create}. */
    record Discard(String guest, HostKey host) implements OnGuest {}

    /** Boots it. */
    record Start(String guest, HostKey host) implements OnGuest {}

    /** Shuts it down; its power is taken when it does not listen. */
    record Stop(String guest, HostKey host) implements OnGuest {}

    /** Moves it within its pool: live while it runs, or cold while it is OFF. */
    record Move(String guest, HostKey from, HostKey host, boolean live) implements OnGuest {
        /** Checks that it leads somewhere. */
        public Move {
            if (from.equals(host)) {
                throw new IllegalArgumentException("guest " + guest + " cannot be moved from " + from + " to itself");
            }
        }
    }

    /** Defines it anew from its last observation on another host of the pool, after its own was fenced. OFF afterwards. */
    record Recover(String guest, HostKey lost, HostKey host) implements OnGuest {}

    /** Removes the stale definition that a returning host still has of it; its volumes stay. */
    record Retire(String guest, HostKey host) implements OnGuest {}

    /** Says what should happen when its host is lost. */
    record Protect(String guest, HostKey host, Protection from, Protection to) implements OnGuest {}

    /** Whether its hypervisor starts it together with the host. */
    record Autostart(String guest, HostKey host, boolean on) implements OnGuest {}

    /** Makes sure, by evidence, that nothing runs on it. */
    record Fence(HostKey host) implements OnHost {}

    /** Lets a host that was fenced take guests again. */
    record Rejoin(HostKey host) implements OnHost {}

    /** It is empty and takes no guests from now on: it can be switched off. */
    record Release(HostKey host) implements OnHost {}

    /** It must be switched on and takes guests again. */
    record Engage(HostKey host) implements OnHost {}
}
