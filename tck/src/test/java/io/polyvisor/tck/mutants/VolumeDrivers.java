package io.polyvisor.tck.mutants;

import io.polyvisor.model.CreationKey;
import io.polyvisor.model.Memory;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Volumes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Drivers whose volumes are something else than asked for. */
final class VolumeDrivers {

    private VolumeDrivers() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        volumes(all);
        return all;
    }

    private static void volumes(List<Mutant> all) {
        all.add(Mutant.driver("volumes are made twice as large", "Volumes.create", call -> {
            VolumeSpec spec = call.argument(VolumeSpec.class);
            return call.proceedWith(
                    VolumeSpec.class, new VolumeSpec(spec.id(), spec.size().plus(spec.size()), spec.provisioning()));
        }));
        all.add(Mutant.driver("every volume is thick", "Volumes.create", call -> {
            VolumeSpec spec = call.argument(VolumeSpec.class);
            return call.proceedWith(VolumeSpec.class, VolumeSpec.thick(spec.id(), spec.size()));
        }));
        all.add(Mutant.driver("every volume is thin", "Volumes.create", call -> {
            VolumeSpec spec = call.argument(VolumeSpec.class);
            return call.proceedWith(VolumeSpec.class, VolumeSpec.thin(spec.id(), spec.size()));
        }));
        all.add(Mutant.driver(
                "volumes grow by the size that was asked for",
                "Volumes.grow",
                call -> call.proceedWith(
                        Memory.class, call.argument(Memory.class).plus(Memory.mib(8)))));
        all.add(Mutant.driver("a copy says a wrong size", "Volumes.copy", call -> {
            VolumeView made = call.proceed(VolumeView.class);
            return new VolumeView(
                    made.id(), Memory.mib(1), made.allocated(), made.format(), made.backing(), made.usedBy());
        }));
        all.add(Mutant.driver(
                "an import reads only the beginning",
                "Volumes.importFrom",
                call -> call.proceedWith(InputStream.class, new ByteArrayInputStream(new byte[16]))));
        all.add(Mutant.driver("a broken import leaves half a volume", "Volumes.importFrom", call -> {
            try {
                return call.proceed();
            } catch (DriverException broken) {
                call.target(Volumes.class)
                        .create(
                                call.argument(CreationKey.class),
                                call.argument(VolumeSpec.class),
                                call.argument(Call.class));
                throw broken;
            }
        }));
    }
}
