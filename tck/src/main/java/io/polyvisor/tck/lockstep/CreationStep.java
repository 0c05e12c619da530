package io.polyvisor.tck.lockstep;

import io.polyvisor.Endpoint;
import io.polyvisor.Operation;
import io.polyvisor.model.BootDevice;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.DiskSpec;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.Memory;
import io.polyvisor.model.NicSpec;
import io.polyvisor.model.Verb;
import java.util.Optional;

/** Steps that make guests, and the ones that end templates. */
sealed interface CreationStep extends EndpointVerb {

    /** Makes a guest with one disk of the site's and {@code disks - 1} empty ones, as large as none of its others. */
    record Create(String guest, NameStyle style, int vcpus, int mib, int disks, int nics, Drive drive, Flaw flaw)
            implements CreationStep {
        private static final int SMALLEST_EXTRA_MIB = 8;

        @Override
        public Verb verb() {
            return Verb.CREATE;
        }

        @Override
        public Operation<?> ask(Endpoint handle, Side side) {
            return handle.create(spec(side));
        }

        @Override
        public String told(Object result, Side side) {
            return side.made(guest, result);
        }

        private GuestSpec spec(Side side) {
            GuestName name = flaw == Flaw.NAME_TAKEN ? side.anyNameInUse() : side.name(guest, style);
            GuestSpec.Builder spec = GuestSpec.named(name)
                    .vcpus(flaw == Flaw.NO_PROCESSOR ? 0 : vcpus)
                    .maxVcpus(
                            flaw == Flaw.MORE_THAN_MAXIMUM
                                    ? vcpus - 1
                                    : side.site().maxVcpus())
                    .memory(flaw == Flaw.NO_MEMORY ? Memory.ZERO : Memory.mib(mib))
                    .maxMemory(side.site().maxMemory())
                    .tag("made-by", "walk")
                    .description("made by a walk");
            for (int i = 0; i < disks; i++) {
                spec.disk(i == 0 ? side.site().rootDisk() : extra(i, side));
            }
            for (int i = 0; i < nics; i++) {
                spec.nic(NicSpec.on(side.network(flaw == Flaw.NO_SUCH_NETWORK)));
            }
            boolean full = drive == Drive.FULL && side.endpoint().capabilities().provides(Capability.MEDIA);
            if (full || flaw == Flaw.NO_SUCH_MEDIUM) {
                spec.media(side.medium(flaw == Flaw.NO_SUCH_MEDIUM));
            }
            equip(spec, side.endpoint().capabilities());
            return spec.build();
        }

        /** A drive and a boot order, where guests can have them. */
        private void equip(GuestSpec.Builder spec, Capabilities there) {
            if (drive != Drive.NONE && there.provides(Capability.MEDIA)) {
                spec.emptyDrive();
            }
            if (there.provides(Capability.BOOT_ORDER)) {
                spec.boot(BootDevice.DISK);
            }
        }

        private DiskSpec extra(int index, Side side) {
            DiskSpec.NewDisk disk = DiskSpec.newDisk(Memory.mib(SMALLEST_EXTRA_MIB + index));
            return disk.in(
                    flaw == Flaw.NO_SUCH_STORAGE
                            ? side.missingStorage()
                            : side.site().storage());
        }
    }

    /** Whether there is a drive for media, and what is in it. */
    enum Drive {
        NONE,
        EMPTY,
        FULL
    }

    /** What is wrong with a spec. */
    enum Flaw {
        NONE,
        NAME_TAKEN,
        NO_PROCESSOR,
        NO_MEMORY,
        MORE_THAN_MAXIMUM,
        NO_SUCH_NETWORK,
        NO_SUCH_STORAGE,
        NO_SUCH_MEDIUM
    }

    /** Makes a guest from a template. */
    record Deploy(String template, String as, CopyMode mode) implements CreationStep {
        @Override
        public Verb verb() {
            return Verb.TEMPLATE_DEPLOY;
        }

        @Override
        public Operation<?> ask(Endpoint handle, Side side) {
            CloneSpec spec = new CloneSpec(side.name(as, NameStyle.PLAIN), mode, Optional.empty(), Optional.empty());
            return handle.templates().deploy(side.template(template), spec);
        }

        @Override
        public String told(Object result, Side side) {
            return side.made(as, result);
        }
    }

    record DeleteTemplate(String template) implements CreationStep {
        @Override
        public Verb verb() {
            return Verb.TEMPLATE_DELETE;
        }

        @Override
        public Operation<?> ask(Endpoint handle, Side side) {
            return handle.templates().delete(side.template(template));
        }
    }
}
