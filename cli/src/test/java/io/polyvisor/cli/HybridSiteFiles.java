package io.polyvisor.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polyvisor.testbed.HybridTestbed;
import io.polyvisor.testbed.LibvirtHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The files of the hybrid story: a site of a vCenter and two libvirt hosts, and twelve services. */
record HybridSiteFiles(Path folder, HybridTestbed bed) {
    /** Four that must be highly available. */
    static final Set<String> PROTECTED = Set.of("portal", "ldap", "mail", "timetable");
    /** Two that boot Linux. */
    static final List<String> LINUX = List.of("web", "wiki");
    /** Six that are restarted where there is room. */
    static final Set<String> IF_POSSIBLE = Set.of("web", "wiki", "svn", "build", "print", "cache");
    /** Two that nobody restarts. */
    static final Set<String> NEVER = Set.of("test1", "test2");

    private static final String SERVICES = """
            defaults: {memory: 64MiB, vlans: [42], disks: [16MiB], protection: restart-if-possible}
            services:
              portal: {memory: 512MiB, protection: protected}
              ldap: {memory: 512MiB, protection: protected}
              mail: {memory: 512MiB, protection: protected}
              timetable: {memory: 512MiB, protection: protected}
              web: {memory: 160MiB, image: linux, disks: [64MiB], seed: {host-name: web}}
              wiki: {memory: 160MiB, image: linux, disks: [64MiB], seed: {host-name: wiki}}
              svn: {}
              build: {}
              print: {}
              cache: {}
              test1: {protection: do-not-restart}
              test2: {protection: do-not-restart}
            """;

    private static final String CENTRAL = """
              central:
                uri: vsphere://%s
                credentials: {user: '%s', password-env: VCENTER_PASSWORD}
                ca-file: ca.pem
                class: central
                cost: {guest-year: 365}
                networks: {42: servers}
                new-disks-in: %s
            """;

    private static final String IN_HOUSE = """
              %s:
                uri: '%s'
                pool: in-house
                cost: {guest-year: 150}
                networks: {42: servers}
                attest: {vlans: [42]}
                images: {linux: shared/linux.qcow2}
                new-disks-in: shared
            """;

    /** All eight in-house guests fit on the second host, and not on the first one. */
    private static final String HOSTS = """
            storages:
              shared: {shared: true, on: {kvm1: shared, kvm2: shared}}
            pools:
              in-house: {}
            hosts:
              kvm1: {memory: 512MiB, cpus: 4}
              kvm2: {memory: 768MiB, cpus: 4}
            """;

    static HybridSiteFiles write(Path folder, HybridTestbed bed) throws IOException {
        HybridSiteFiles files = new HybridSiteFiles(folder, bed);
        Files.copy(bed.central().authority(), folder.resolve("ca.pem"));
        Files.writeString(folder.resolve("services.yaml"), SERVICES);
        Files.writeString(folder.resolve("site.yaml"), files.site(true));
        Files.writeString(folder.resolve("unfenced.yaml"), files.site(false));
        return files;
    }

    private String site(boolean fenced) {
        return "site: school\nendpoints:\n"
                + CENTRAL.formatted(bed.central().address(), bed.central().user(), HybridTestbed.DATASTORE)
                + host(bed.one(), fenced) + host(bed.two(), fenced) + HOSTS;
    }

    private static String host(LibvirtHost host, boolean fenced) {
        return IN_HOUSE.formatted(host.name(), host.uri()) + (fenced ? "    fence: ['" + host.fence() + "']\n" : "");
    }

    /** A command about the site, in this process. */
    Run polyvisor(String... arguments) {
        return polyvisorOn("site.yaml", arguments);
    }

    /** The same, with a site file that knows no fence. */
    Run polyvisorUnfenced(String... arguments) {
        return polyvisorOn("unfenced.yaml", arguments);
    }

    /** {@code apply} in a process of its own, which is killed when the journal of the plan has that many records. */
    void killedApplying(int records, String plan, String how) throws IOException, InterruptedException {
        String id = new ObjectMapper()
                .readTree(folder.resolve(plan).toFile())
                .get("id")
                .asText();
        new KilledCommand(folder, bed.central().password())
                .run(
                        state().resolve("journals").resolve(id + ".jsonl"),
                        records,
                        about("site.yaml", "apply", plan, how));
    }

    private Run polyvisorOn(String site, String... arguments) {
        return Run.nowhere()
                .in(folder)
                .with("VCENTER_PASSWORD", bed.central().password())
                .run(about(site, arguments));
    }

    private String[] about(String site, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--on", folder.resolve(site).toString(), "--state", state().toString()));
        return all.toArray(String[]::new);
    }

    private Path state() {
        return folder.resolve("state");
    }
}
