package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.Memory;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeSpec;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Volumes;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Volumes of libvirt's pools. */
final class KvmVolumes implements Volumes {
    private static final System.Logger LOG = System.getLogger(KvmVolumes.class.getName());

    private final KvmCalls calls;
    private final VolumeMaking making;

    KvmVolumes(KvmCalls calls, VolumeMaking making) {
        this.calls = calls;
        this.making = making;
    }

    @Override
    public Optional<VolumeView> volume(VolumeId volume, Call call) {
        return unlessMissing(() -> making.read(volume))
                .or(() -> lookedAgain(volume))
                .map(xml -> view(volume, xml, Optional.of(users(xml.path()))));
    }

    @Override
    public boolean taken(VolumeId volume, Call call) {
        return unlessMissing(() -> making.read(volume)).isPresent();
    }

    /** Another host may have made it in a storage that both see: libvirt shows what it saw when it looked last. */
    private Optional<VolumeXml> lookedAgain(VolumeId volume) {
        return unlessMissing(() -> {
            try {
                making.refresh(volume.storage());
            } catch (DriverException busy) {
                // It looks again by itself once what is being made in it is done.
                LOG.log(Level.DEBUG, "storage " + volume.storage() + " could not be refreshed", busy);
            }
            return making.read(volume);
        });
    }

    private static Optional<VolumeXml> unlessMissing(Supplier<VolumeXml> reading) {
        try {
            return Optional.of(reading.get());
        } catch (DriverException e) {
            if (e.fault() instanceof Fault.NotFound) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Set<GuestId> users(String path) {
        return calls.host("users of a volume").ask(libvirt -> VolumeUsers.of(libvirt, path));
    }

    private VolumeView view(VolumeId id, VolumeXml xml, Optional<Set<GuestId>> usedBy) {
        return calls.host(VolumeMaking.inWords(id))
                .ask(libvirt -> xml.view(id, VolumeLookups.oneByOne(libvirt), usedBy));
    }

    @Override
    public VolumeView create(CreationKey key, VolumeSpec spec, Call call) {
        requireName(spec.id());
        return view(spec.id(), making.empty(spec.id(), spec.size(), spec.provisioning()), Optional.of(Set.of()));
    }

    @Override
    public VolumeView importFrom(CreationKey key, VolumeSpec spec, InputStream bytes, Call call) {
        requireName(spec.id());
        VolumeXml made = new VolumeImport(making, new VolumeFilling(making)).run(spec, bytes, call);
        return view(spec.id(), made, Optional.of(Set.of()));
    }

    @Override
    public VolumeView copy(CreationKey key, VolumeId source, VolumeId target, Call call) {
        requireName(target);
        making.copied(target, source, Optional.empty());
        return view(target, making.read(target), Optional.of(Set.of()));
    }

    /** libvirt looks at a name's shape late, or not at all. */
    private static void requireName(VolumeId id) {
        String name = id.key();
        if (name.contains("/") || name.equals(".") || name.equals("..")) {
            throw DriverException.refused(new Fault.InvalidSpec(
                    List.of(new SpecProblem("id", "a volume's name is a file's name; \"" + name + "\" is none"))));
        }
    }

    @Override
    public void grow(VolumeId volume, Memory size, Call call) {
        making.grow(volume, size);
    }

    @Override
    public void delete(VolumeId volume, Call call) {
        making.delete(volume);
    }
}
