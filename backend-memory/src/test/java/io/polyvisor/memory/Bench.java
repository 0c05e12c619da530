package io.polyvisor.memory;

import io.polyvisor.Access;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.model.CreationKey;
import io.polyvisor.model.EndpointUri;
import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.model.GuestSpec;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Mark;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.VolumeId;
import io.polyvisor.model.VolumeView;
import io.polyvisor.spi.Consoles;
import io.polyvisor.spi.CreateOrder;
import io.polyvisor.spi.Driver;
import io.polyvisor.spi.DriverException;
import io.polyvisor.spi.Facet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert;

/** A connection to a private site on a clock of its own, with the short words that tests need. */
final class Bench {
    final VirtualTime time;
    final Driver driver;

    Bench(String address) {
        this(address, VirtualTime.flowing());
    }

    private Bench(String address, VirtualTime time) {
        this.time = time;
        driver = open(address);
    }

    /** Another connection on the same clock. */
    Bench joinedBy(String address) {
        return new Bench(address, time);
    }

    Driver open(String address) {
        return new MemoryProvider().open(EndpointUri.parse(address), Access.none(), call());
    }

    TestCall call() {
        return TestCall.on(time);
    }

    <F extends Facet> F the(Class<F> facet) {
        return driver.facet(facet).orElseThrow();
    }

    GuestId create(GuestSpec.Builder spec) {
        return create(spec, CreationKey.fresh());
    }

    GuestId create(GuestSpec.Builder spec, CreationKey key) {
        GuestSpec asked = spec.build();
        Mark mark = new Mark(Optional.of(key), asked.tags(), asked.protection());
        return driver.create(new CreateOrder(key, asked, mark), call());
    }

    /** A guest that runs and whose shell answers. */
    GuestId ready(GuestSpec.Builder spec) {
        GuestId id = create(spec);
        driver.start(id, call());
        time.advance(Duration.ofSeconds(5));
        return id;
    }

    GuestView see(GuestId id) {
        return driver.observe(id, call()).orElseThrow();
    }

    PowerState power(GuestId id) {
        return see(id).power().state();
    }

    GuestId named(String name) {
        List<GuestId> found = driver.named(GuestName.of(name), call());
        Assertions.assertThat(found).hasSize(1);
        return found.get(0);
    }

    Inventory all() {
        return driver.inventory(EnumSet.allOf(InventoryField.class), call());
    }

    List<VolumeId> volumes() {
        return all().volumes().stream().map(VolumeView::id).toList();
    }

    /** What the guest's shell prints for that command. */
    String shell(GuestId id, String command) {
        try (Consoles.Line line = the(Consoles.class).open(id, call())) {
            login(line);
            type(line, command + "\r");
            String all = readFor(line, Duration.ofMillis(100));
            int from = all.indexOf("\r\n");
            int to = all.lastIndexOf("\r\n");
            return from < 0 || to <= from ? "" : all.substring(from + 2, to).replace("\r\n", "\n");
        }
    }

    void login(Consoles.Line line) {
        String seen = readFor(line, Duration.ofMillis(100));
        if (!seen.endsWith("# ")) {
            type(line, "root\r");
            readFor(line, Duration.ofMillis(100));
        }
    }

    void type(Consoles.Line line, String text) {
        line.write(text.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(1));
    }

    /** All that comes until nothing came for that long. */
    String readFor(Consoles.Line line, Duration quiet) {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[256];
        for (int count = line.read(buffer, quiet); count > 0; count = line.read(buffer, quiet)) {
            text.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** The fault with which the model refuses that. */
    static Fault refusal(ThrowableAssert.ThrowingCallable call) {
        DriverException e = Assertions.catchThrowableOfType(DriverException.class, call);
        Assertions.assertThat(e).as("a refusal").isNotNull();
        Assertions.assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        return e.fault();
    }
}
