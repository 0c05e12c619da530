package io.polyvisor.benchmarks;

import com.vmware.vim25.DynamicProperty;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.ObjectContent;
import com.vmware.vim25.ObjectSpec;
import com.vmware.vim25.PropertyFilterSpec;
import com.vmware.vim25.PropertySpec;
import com.vmware.vim25.RetrieveOptions;
import com.vmware.vim25.RetrieveResult;
import com.vmware.vim25.SelectionSpec;
import com.vmware.vim25.TraversalSpec;
import com.vmware.vim25.VimPortType;
import com.vmware.vim25.ws.WSClient;
import io.polyvisor.testbed.Vcsim;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * The raw binding: yavijava with its own transport and parser, used directly at the level of calls. It cannot read this simulator's
 * service content (fields that its classes lack are fatal), so the few objects that are needed are named as vCenter names them.
 */
final class StockBinding {
    /** What the summary of a guest needs. */
    static final List<String> SUMMARY = List.of(
            "name",
            "config.template",
            "runtime.powerState",
            "runtime.connectionState",
            "runtime.host",
            "summary.config.numCpu",
            "summary.config.memorySizeMB");

    private static final String GUEST = "VirtualMachine";
    private static final ManagedObjectReference ROOT = reference("Folder", "group-d1");
    private static final ManagedObjectReference COLLECTOR = reference("PropertyCollector", "propertyCollector");
    private static final ManagedObjectReference SESSIONS = reference("SessionManager", "SessionManager");

    private final VimPortType vim;

    StockBinding(Vcsim vcsim) {
        try {
            WSClient client = new WSClient(vcsim.sdk().toString(), false, trusting(vcsim));
            // The binding pastes this behind the name of the operation.
            client.setVimNameSpace(" xmlns=\"urn:vim25\">");
            vim = new VimPortType(client);
            vim.login(SESSIONS, vcsim.user(), vcsim.password(), null);
        } catch (IOException e) {
            throw new UncheckedIOException("yavijava cannot log in", e);
        }
    }

    /** Reads what a summary of all guests needs, by folders alone. */
    List<ObjectContent> bulk() {
        PropertyFilterSpec filter = filter(
                ROOT,
                List.of(
                        step("folder", "Folder", "childEntity", "folder", "guests", "hosts", "computeHost"),
                        step("guests", "Datacenter", "vmFolder", "folder"),
                        step("hosts", "Datacenter", "hostFolder", "folder"),
                        step("computeHost", "ComputeResource", "host")),
                properties(GUEST, SUMMARY.toArray(String[]::new)),
                properties(
                        "HostSystem", "runtime.connectionState", "config.autoStart", "summary.hardware.numCpuThreads"));
        List<ObjectContent> all = new ArrayList<>();
        try {
            RetrieveResult page =
                    vim.retrievePropertiesEx(COLLECTOR, new PropertyFilterSpec[] {filter}, new RetrieveOptions());
            all.addAll(Arrays.asList(page.getObjects()));
            while (page.getToken() != null) {
                page = vim.continueRetrievePropertiesEx(COLLECTOR, page.getToken());
                all.addAll(Arrays.asList(page.getObjects()));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException("yavijava cannot read all", e);
        }
    }

    /** Reads one property of one guest. */
    DynamicProperty single(ManagedObjectReference guest) {
        PropertyFilterSpec filter = filter(guest, List.of(), properties(GUEST, "runtime.powerState"));
        try {
            return vim.retrieveProperties(COLLECTOR, new PropertyFilterSpec[] {filter})[0]
                    .getPropSet()[0];
        } catch (IOException e) {
            throw new UncheckedIOException("yavijava cannot read one", e);
        }
    }

    static boolean isGuest(ObjectContent content) {
        return GUEST.equals(content.getObj().getType());
    }

    private static PropertyFilterSpec filter(
            ManagedObjectReference start, List<TraversalSpec> steps, PropertySpec... properties) {
        ObjectSpec object = new ObjectSpec();
        object.setObj(start);
        object.setSkip(false);
        object.setSelectSet(steps.toArray(SelectionSpec[]::new));
        PropertyFilterSpec filter = new PropertyFilterSpec();
        filter.setObjectSet(new ObjectSpec[] {object});
        filter.setPropSet(properties);
        return filter;
    }

    private static PropertySpec properties(String type, String... paths) {
        PropertySpec properties = new PropertySpec();
        properties.setType(type);
        properties.setAll(false);
        properties.setPathSet(paths);
        return properties;
    }

    private static TraversalSpec step(String name, String type, String path, String... next) {
        TraversalSpec step = new TraversalSpec();
        step.setName(name);
        step.setType(type);
        step.setPath(path);
        step.setSkip(false);
        step.setSelectSet(Arrays.stream(next).map(StockBinding::named).toArray(SelectionSpec[]::new));
        return step;
    }

    private static SelectionSpec named(String step) {
        SelectionSpec selection = new SelectionSpec();
        selection.setName(step);
        return selection;
    }

    private static ManagedObjectReference reference(String type, String id) {
        ManagedObjectReference reference = new ManagedObjectReference();
        reference.setType(type);
        reference.setVal(id);
        return reference;
    }

    private static TrustManager trusting(Vcsim vcsim) throws IOException {
        try (InputStream pem = Files.newInputStream(vcsim.authority())) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IOException("the simulator's authority cannot be trusted", e);
        }
    }
}
