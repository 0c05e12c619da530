package io.polyvisor.apply.site;

import io.polyvisor.EndpointView;
import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.apply.file.Services;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.InventoryField;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one picture of what files say and endpoints show. Pure and thread-safe: reading the endpoints is the caller's part. */
public final class SiteObserver {
    /** What inventories must hold for it. */
    public static final Set<InventoryField> FIELDS =
            Set.of(InventoryField.DETAILS, InventoryField.HOSTS, InventoryField.STORAGES, InventoryField.NETWORKS);

    private SiteObserver() {}

    /**
     * The site that these make together.
     *
     * @param declared what the site file says
     * @param services what is wanted; services without a guest are guests yet to be made
     * @param views the endpoints by the names of the file, with {@link #FIELDS}
     * @param capabilities what endpoints that answered can do, by name
     * @param remembered what was kept of earlier looks
     * @throws SiteRefusedException when they do not make one site
     */
    public static Observed observe(
            DeclaredSite declared,
            Services services,
            List<EndpointView> views,
            Map<String, Capabilities> capabilities,
            Remembered remembered) {
        throw new UnsupportedOperationException("not built yet");
    }
}
