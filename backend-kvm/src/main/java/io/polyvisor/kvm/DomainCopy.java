package io.polyvisor.kvm;

import io.polyvisor.libvirt.Xml;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskId;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.Mark;
import java.util.Map;
import java.util.Optional;

/**
 * A guest's stored definition as that of another guest. Pure. What must not be shared is made anew or left to libvirt: UUID, name,
 * mark, hardware addresses, the identity that firmware tells, variables of UEFI firmware, the seed.
 */
final class DomainCopy {
    private final Xml domain;

    DomainCopy(DomainReader stored) {
        this.domain = stored.xml().copy();
    }

    DomainCopy identity(CreationKey key, String name, Mark mark) {
        domain.ensure("uuid").setText(key.toString());
        domain.ensure("name").setText(name);
        MarkXml.put(mark, domain);
        domain.find("genid").ifPresent(genid -> genid.setText(""));
        domain.removeAll("os/nvram");
        domain.all("sysinfo/system/entry").stream()
                .filter(entry -> entry.attribute("name").orElse("").equals("uuid"))
                .forEach(Xml::remove);
        domain.all("devices/interface/mac").forEach(Xml::remove);
        domain.all("devices/interface/target").forEach(Xml::remove);
        domain.all("devices/channel/source").stream()
                .filter(source -> source.attribute("mode").orElse("").equals("bind"))
                .forEach(Xml::remove);
        return this;
    }

    /** Puts other data into slots; the seed's drive goes, and comes back with another seed. */
    DomainCopy disks(Map<DiskId, DiskSource> sources, Optional<DiskSource> seed) {
        for (Xml disk : domain.all("devices/disk")) {
            if (DomainReader.role(disk) == DiskView.Role.SEED) {
                disk.remove();
                continue;
            }
            disk.removeAll("alias");
            DiskSource source = sources.get(DiskId.of(DomainReader.slot(disk)));
            if (source != null) {
                disk.removeAll("backingStore");
                disk.ensure("driver").attribute("type", source.driver());
                source.writeSource(disk);
            }
        }
        seed.ifPresent(image -> domain.ensure("devices").add(DomainWriter.seedDrive(image)));
        return this;
    }

    String write() {
        return domain.write();
    }
}
