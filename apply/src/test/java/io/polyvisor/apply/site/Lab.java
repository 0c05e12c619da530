package io.polyvisor.apply.site;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.apply.file.Services;
import io.polyvisor.apply.file.ServicesDocument;
import io.polyvisor.apply.file.SiteDocument;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.Capability;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A site of a vCenter and two libvirt hosts. */
final class Lab {
    static final String FILE = """
            site: lab
            endpoints:
              central:
                uri: vsphere://vc.example.org/dc
                class: central
                location: library
                cost: {guest-year: 365}
                images: {linux: datastore/linux}
            """ + kvm("kvm1") + kvm("kvm2") + """
            pools: {forum: {failures: 1}}
            """;

    private Lab() {}

    private static String kvm(String name) {
        return """
              %s:
                uri: qemu+ssh://%s/system
                class: in-house
                location: forum
                pool: forum
                cost: {guest-year: 150}
                networks: {10: servers}
                images: {linux: images/linux}
            """.formatted(name, name);
    }

    static DeclaredSite declared() {
        return SiteDocument.read("lab.yaml", FILE);
    }

    static DeclaredSite declared(String more) {
        return SiteDocument.read("lab.yaml", FILE + more);
    }

    static Services services(String text) {
        return ServicesDocument.read("services.yaml", text, declared());
    }

    /** All can move guests; the vCenter restarts them, too. */
    static Map<String, Capabilities> capabilities() {
        Capabilities kvm = Capabilities.allExcept()
                .lacks(Capability.PROTECTION_ENFORCED, "libvirt restarts no guests")
                .build();
        return Map.of("central", Capabilities.allExcept().build(), "kvm1", kvm, "kvm2", kvm);
    }

    static Observed observe(Services services, EndpointView... views) {
        return observe(declared(), services, Remembered.NOTHING, views);
    }

    static Observed observe(DeclaredSite site, Services services, Remembered remembered, EndpointView... views) {
        return SiteObserver.observe(site, services, List.copyOf(Arrays.asList(views)), capabilities(), remembered);
    }
}
