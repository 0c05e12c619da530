package io.polyvisor.tck.mutants;

import io.polyvisor.model.BootDevice;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.NicSpec;
import io.polyvisor.spi.CreateOrder;
import java.util.function.UnaryOperator;

/** Specs and orders with something else in them. */
final class SpecChanges {

    private SpecChanges() {}

    static CreateOrder spec(CreateOrder order, GuestSpec.Builder spec) {
        return new CreateOrder(order.key(), spec.build(), order.mark());
    }

    static GuestSpec.Builder builder(GuestSpec spec) {
        return named(spec, spec.name().value());
    }

    static GuestSpec.Builder named(GuestSpec spec, String name) {
        GuestSpec.Builder builder = bare(spec, name);
        spec.nics().forEach(builder::nic);
        spec.seed().ifPresent(builder::seed);
        spec.media().ifPresent(builder::media);
        return builder;
    }

    static GuestSpec.Builder nics(GuestSpec spec, UnaryOperator<NicSpec> changed) {
        GuestSpec.Builder builder = bare(spec, spec.name().value());
        spec.nics().forEach(nic -> builder.nic(changed.apply(nic)));
        spec.seed().ifPresent(builder::seed);
        spec.media().ifPresent(builder::media);
        return builder;
    }

    static GuestSpec.Builder withoutSeed(GuestSpec spec) {
        GuestSpec.Builder builder = bare(spec, spec.name().value());
        spec.nics().forEach(builder::nic);
        spec.media().ifPresent(builder::media);
        return builder;
    }

    static GuestSpec.Builder withoutMedia(GuestSpec spec) {
        GuestSpec.Builder builder = bare(spec, spec.name().value());
        spec.nics().forEach(builder::nic);
        spec.seed().ifPresent(builder::seed);
        return builder;
    }

    static GuestSpec.Builder bare(GuestSpec spec, String name) {
        GuestSpec.Builder builder = GuestSpec.named(name)
                .vcpus(spec.vcpus())
                .maxVcpus(spec.maxVcpus())
                .memory(spec.memory())
                .maxMemory(spec.maxMemory())
                .boot(spec.bootOrder().toArray(BootDevice[]::new))
                .autostart(spec.autostart())
                .protection(spec.protection())
                .description(spec.description());
        spec.disks().forEach(builder::disk);
        spec.tags().forEach(builder::tag);
        spec.host().ifPresent(builder::host);
        if (spec.emptyDrive()) {
            builder.emptyDrive();
        }
        return builder;
    }

    static String cut(String name) {
        return name.substring(0, Math.min(100, name.length())).strip();
    }
}
