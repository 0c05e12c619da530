package io.polyvisor.apply.file;

import io.polyvisor.model.GuestName;
import io.polyvisor.model.Protection;
import io.polyvisor.model.SeedSpec;
import io.polyvisor.placement.site.Pins;
import io.polyvisor.placement.site.Service;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code services.yaml}. Stateless. */
public final class ServicesDocument {
    private ServicesDocument() {}

    /**
     * Reads services for that site: names that the site does not have are faults. Files of user data are named relative to the file.
     *
     * @throws FileFaultsException for every fault that was found
     */
    public static Services read(Path file, DeclaredSite site) {
        return TextDocument.yaml(file, root -> services(root, file, site));
    }

    /** Reads text; {@code name} stands for the file in faults, and files of user data are named relative to it. */
    public static Services read(String name, String text, DeclaredSite site) {
        return TextDocument.yaml(name, text, root -> services(root, Path.of(name), site));
    }

    private static Services services(Section root, Path file, DeclaredSite site) {
        SiteNames names = new SiteNames(site);
        Optional<Section> defaults = root.section("defaults");
        Wishes usual = Wishes.read(defaults.orElse(root.none()), names);
        defaults.ifPresent(section -> {
            section.value("image", names::image);
            SeedSection.of(section, file, Optional.of("default"));
        });
        Map<String, Service> services = new LinkedHashMap<>();
        root.named("services")
                .forEach((name, section) -> section.made(() -> service(name, section, defaults, usual, names, file))
                        .ifPresent(service -> services.put(name, service)));
        if (root.named("services").isEmpty()) {
            root.fault("services", "is missing or empty; write services: {NAME: {memory: 2G}}");
        }
        Set<String> guests = new TreeSet<>(root.named("services").keySet());
        guests.addAll(site.guests().keySet());
        return new Services(
                services, GroupSections.of(root, text -> SiteNames.known("service or guest", text, guests)));
    }

    private static Service service(
            String name, Section section, Optional<Section> defaults, Wishes usual, SiteNames names, Path file) {
        Wishes wishes = Wishes.read(section, names).or(usual);
        Optional<String> image = preferred(section, defaults, "image").value("image", names::image);
        Optional<SeedSpec> seed = SeedSection.of(preferred(section, defaults, "seed"), file, hostName(name));
        section.leave("image", "seed");
        if (image.isPresent() && wishes.disks().orElse(List.of()).isEmpty()) {
            section.fault("disks", "is missing; an image is copied to a disk: write for instance disks: [20G]");
        }
        GuestName.of(name);
        return new Service(
                name,
                wishes.vcpus().orElse(1),
                section.need("memory", wishes.memory()),
                wishes.protection().orElse(Protection.DO_NOT_RESTART),
                wishes.vlans().orElse(List.of()),
                wishes.cpuVendor(),
                image,
                wishes.disks().orElse(List.of()),
                seed,
                wishes.pins().orElse(Pins.NONE),
                wishes.tags(),
                section.text("description").orElse(""));
    }

    /** A guest is called by its service's name unless its seed says otherwise; not every name of a guest can be one of a host. */
    private static Optional<String> hostName(String name) {
        try {
            return Optional.of(SeedSpec.hostName(name).hostName());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Section preferred(Section own, Optional<Section> defaults, String key) {
        return own.has(key) ? own : defaults.filter(section -> section.has(key)).orElse(own);
    }
}
