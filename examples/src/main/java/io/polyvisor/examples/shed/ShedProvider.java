package io.polyvisor.examples.shed;

import io.polyvisor.Access;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.spi.BackendProvider;
import io.polyvisor.spi.Call;
import io.polyvisor.spi.Driver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

// tour:shed-provider
/** Serves {@code shed:///NAME}; each name is a shed of its own in this JVM. Thread-safe. */
public final class ShedProvider implements BackendProvider {
    private static final Map<String, Shed> SHEDS = new ConcurrentHashMap<>();

    /** For {@link java.util.ServiceLoader}. */
    public ShedProvider() {}

    @Override
    public Set<String> schemes() {
        return Set.of("shed");
    }

    @Override
    public String description() {
        return "boxes in a shed, an example";
    }

    @Override
    public Driver open(EndpointUri uri, Access access, Call call) {
        return new ShedDriver(new ShedCalls(shed(uri.path())));
    }

    static Shed shed(String name) {
        return SHEDS.computeIfAbsent(name, absent -> new Shed());
    }
}
// end
