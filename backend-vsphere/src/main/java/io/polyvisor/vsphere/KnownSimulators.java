package io.polyvisor.vsphere;

import com.vmware.vim25.AboutInfo;
import io.polyvisor.model.EndpointFacts;
import java.util.Locale;
import java.util.Objects;

/** Tells simulators from the real thing, so that no report calls one the other. */
final class KnownSimulators {
    /** govmomi's simulator answers with the identities of the two servers from which it was recorded. */
    private static final String RECORDED_VCENTER = "dbed6e0c-bd88-4ef6-b594-21283e1c677f";

    private static final String RECORDED_HOST_BUILD = "5969303";
    private static final String RECORDED_HOST = "localhost.localdomain";

    private KnownSimulators() {}

    /** Whether a real hypervisor answers. */
    static EndpointFacts.Nature nature(AboutInfo about, Landscape landscape) {
        String words = (about.getName() + " " + about.getFullName() + " " + about.getVendor()).toLowerCase(Locale.ROOT);
        boolean simulated = words.contains("simulator")
                || RECORDED_VCENTER.equals(about.getInstanceUuid())
                || isRecordedHost(about, landscape);
        return simulated ? EndpointFacts.Nature.SIMULATOR : EndpointFacts.Nature.REAL;
    }

    private static boolean isRecordedHost(AboutInfo about, Landscape landscape) {
        return Objects.equals(about.getBuild(), RECORDED_HOST_BUILD)
                && landscape.hosts().size() == 1
                && landscape.hosts().get(0).name().equals(RECORDED_HOST);
    }
}
