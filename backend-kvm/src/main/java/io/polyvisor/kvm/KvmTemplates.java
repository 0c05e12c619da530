package io.polyvisor.kvm;

import io.polyvisor.error.Fault;
import io.polyvisor.libvirt.DomainHandle;
import io.polyvisor.libvirt.Flags;
import io.polyvisor.libvirt.HandleList;
import io.polyvisor.libvirt.LibvirtConnection;
import io.polyvisor.libvirt.LibvirtFault;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.DiskView;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.Mark;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SpecProblem;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.TemplateView;
import io.polyvisor.model.VolumeId;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Cloning;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Templates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Templates as definitions that are never started, told apart from guests by the beginning of their names, which costs no call.
 * libvirt has nothing of the kind.
 */
final class KvmTemplates implements Templates {
    private final KvmCalls calls;
    private final VolumeMaking making;
    private final GuestCopying copying;

    KvmTemplates(KvmCalls calls, VolumeMaking making, GuestCopying copying) {
        this.calls = calls;
        this.making = making;
        this.copying = copying;
    }

    @Override
    public List<TemplateView> templates(Call call) {
        return calls.host("templates").ask(this::list);
    }

    /** One call, and one per template. */
    List<TemplateView> list(LibvirtConnection libvirt) {
        List<TemplateView> found = new ArrayList<>();
        try (HandleList<DomainHandle> domains = libvirt.domains().list(Flags.LIST_INACTIVE)) {
            for (DomainHandle domain : domains) {
                if (KvmNames.isTemplate(domain.identity().name())) {
                    read(domain).ifPresent(found::add);
                }
            }
        }
        found.sort(Comparator.comparing(TemplateView::name).thenComparing(TemplateView::id));
        return found;
    }

    private static Optional<TemplateView> read(DomainHandle domain) {
        try {
            DomainReader stored = GuestReading.read(domain, Flags.XML_INACTIVE);
            String name = domain.identity().name().substring(KvmNames.TEMPLATE_PREFIX.length());
            return Optional.of(new TemplateView(
                    TemplateId.of(domain.uuid()), KvmNames.read(name, domain.uuid()), stored.vcpus(), stored.memory()));
        } catch (LibvirtFault said) {
            if (said.is("VIR_ERR_NO_DOMAIN")) {
                return Optional.empty();
            }
            throw said;
        }
    }

    @Override
    public TemplateId make(GuestId source, CreationKey key, GuestName name, Call call) {
        String domainName = KvmNames.TEMPLATE_PREFIX + name;
        KvmNames.objectionToTemplate(domainName).ifPresent(why -> {
            throw DriverException.refused(new Fault.InvalidSpec(List.of(new SpecProblem("name", why))));
        });
        GuestId made = copying.copy(
                source,
                new GuestCopying.Order(
                        key,
                        name,
                        domainName,
                        CopyMode.FULL,
                        Optional.empty(),
                        Optional.empty(),
                        new Mark(Optional.of(key), Map.of(), Protection.DO_NOT_RESTART)),
                call);
        return TemplateId.of(made.value());
    }

    @Override
    public GuestId deploy(TemplateId template, Cloning.Order order, Call call) {
        return copying.copy(requireTemplate(template), KvmCloning.copy(order), call);
    }

    @Override
    public void remove(TemplateId template, Call call) {
        GuestId domain = requireTemplate(template);
        List<VolumeId> owned = calls.guest(domain, this::owned);
        calls.onGuest(domain, found -> found.send(() -> found.domain().undefine(Flags.UNDEFINE_NVRAM)));
        List<String> failed = new ArrayList<>();
        for (VolumeId volume : owned) {
            try {
                making.delete(volume);
            } catch (DriverException stays) {
                failed.add(VolumeMaking.inWords(volume) + ": " + stays.fault().message());
            }
        }
        if (!failed.isEmpty()) {
            throw DriverException.appliedBut(
                    new Fault.PartialFailure(List.of("template " + template), failed, List.of()),
                    Optional.empty(),
                    null);
        }
    }

    /** Its disks, less those that another guest names or that linked volumes stand on. */
    private List<VolumeId> owned(GuestCall template) {
        return template.ask(libvirt -> {
            VolumeLookup lookup = VolumeLookups.inBulk(libvirt);
            List<VolumeId> parents = new VolumeListing(lookup, Optional.empty(), new ArrayList<>())
                    .all(libvirt).stream()
                            .flatMap(each -> each.backing().stream())
                            .toList();
            GuestId self = GuestId.of(template.domain().uuid());
            return GuestReading.read(template.domain(), Flags.XML_INACTIVE).disks(lookup).stream()
                    .filter(disk -> disk.role() == DiskView.Role.DISK && !disk.readOnly() && !disk.shared())
                    .flatMap(disk -> disk
                            .volume()
                            .filter(volume -> !parents.contains(volume))
                            .filter(volume -> VolumeUsers.of(libvirt, disk.source()).stream()
                                    .allMatch(self::equals))
                            .stream())
                    .toList();
        });
    }

    private GuestId requireTemplate(TemplateId template) {
        GuestId domain = GuestId.of(template.value());
        boolean is = calls.guestIfAny(
                        domain,
                        found -> KvmNames.isTemplate(found.domain().identity().name()))
                .orElse(false);
        if (!is) {
            throw DriverException.refused(new Fault.NotFound("template " + template, Optional.empty()));
        }
        return domain;
    }
}
