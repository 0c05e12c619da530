package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.GuestChange;
import io.polyvisor.model.Memory;
import io.polyvisor.model.Protection;
import io.polyvisor.model.Reconfigured;
import io.polyvisor.model.Verb;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Steps that set fields of a guest's configuration. */
sealed interface ConfigurationStep extends GuestVerb {

    /** For a number: leave the field as it is. */
    int LEAVE = -1;

    /** A reconfiguration's result: its effect, and for each field when it takes effect. */
    @Override
    default String told(Object result, Side side) {
        return result instanceof Reconfigured done ? done.effect() + " " + new TreeMap<>(done.fields()) : "" + result;
    }

    /** Sets processors, memory and boot order; a negative number leaves its field as it is. */
    record Reconfigure(String guest, int vcpus, int mib, BootChoice boot, GuestChange.Timing when)
            implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.RECONFIGURE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            GuestChange change = GuestChange.set().when(when);
            change = vcpus == LEAVE ? change : change.vcpus(vcpus);
            change = mib == LEAVE ? change : change.memory(Memory.mib(mib));
            return handle.reconfigure(boot == BootChoice.LEAVE ? change : change.bootOrder(boot.order()));
        }
    }

    /** What firmware shall try. */
    enum BootChoice {
        LEAVE,
        DISK,
        CDROM_DISK,
        NETWORK_DISK;

        List<BootDevice> order() {
            return switch (this) {
                case LEAVE -> List.of();
                case DISK -> List.of(BootDevice.DISK);
                case CDROM_DISK -> List.of(BootDevice.CDROM, BootDevice.DISK);
                case NETWORK_DISK -> List.of(BootDevice.NETWORK, BootDevice.DISK);
            };
        }
    }

    /** Gives it the name that its alias has, with that suffix. */
    record Rename(String guest, String suffix, NameStyle style) implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.RENAME;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.reconfigure(GuestChange.set().name(side.name(guest + suffix, style)));
        }
    }

    /** Gives it the name that another guest was made with. */
    record RenameLike(String guest, String other) implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.RENAME;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.reconfigure(GuestChange.set().name(side.nameOf(other)));
        }
    }

    record Describe(String guest, String text) implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.ANNOTATE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.reconfigure(GuestChange.set().description(text));
        }
    }

    /** Sets its tags to that one. */
    record Tag(String guest, String tag, String value) implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.ANNOTATE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.reconfigure(GuestChange.set().tags(Map.of(tag, value)));
        }
    }

    record Protect(String guest, Protection protection) implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.ANNOTATE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.reconfigure(GuestChange.set().protection(protection));
        }
    }

    record Autostart(String guest, boolean on) implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.SET_AUTOSTART;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.autostart(on);
        }
    }

    record Adopt(String guest) implements ConfigurationStep {
        @Override
        public Verb verb() {
            return Verb.ADOPT;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.adopt();
        }
    }
}
