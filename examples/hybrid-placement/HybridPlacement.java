import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.EndpointView;
import io.polyvisor.Fleet;
import io.polyvisor.Polyvisor;
import io.polyvisor.apply.Applier;
import io.polyvisor.apply.ApplyOptions;
import io.polyvisor.apply.ApplyReport;
import io.polyvisor.apply.FenceEvidence.OperatorStatement;
import io.polyvisor.apply.Keeper;
import io.polyvisor.apply.StateDirectory;
import io.polyvisor.apply.file.DeclaredEndpoint;
import io.polyvisor.apply.file.DeclaredSite;
import io.polyvisor.apply.file.PolicyDocument;
import io.polyvisor.apply.file.Services;
import io.polyvisor.apply.file.ServicesDocument;
import io.polyvisor.apply.file.SiteDocument;
import io.polyvisor.apply.site.Observed;
import io.polyvisor.apply.site.Remembered;
import io.polyvisor.apply.site.SiteObserver;
import io.polyvisor.model.Capabilities;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.PowerState;
import io.polyvisor.model.Protection;
import io.polyvisor.placement.Answer;
import io.polyvisor.placement.Effort;
import io.polyvisor.placement.Explanation;
import io.polyvisor.placement.Placer;
import io.polyvisor.placement.Question;
import io.polyvisor.placement.check.Checker;
import io.polyvisor.placement.failover.FailoverCapacity;
import io.polyvisor.placement.failover.Meaning;
import io.polyvisor.placement.failover.PoolCapacity;
import io.polyvisor.placement.plan.Pace;
import io.polyvisor.placement.plan.Plan;
import io.polyvisor.placement.plan.Planner;
import io.polyvisor.placement.policy.Policy;
import io.polyvisor.placement.site.HostKey;
import io.polyvisor.placement.site.SiteGuest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The hybrid strategy in one file: from a list of services to running guests, and on through the loss of a host. Run it where you may
 * write: java -cp 'cli/target/lib/*' examples/hybrid-placement/HybridPlacement.java examples/hybrid-placement
 */
public class HybridPlacement implements AutoCloseable {
    private static final Effort EFFORT = Effort.standard();

    private final Polyvisor polyvisor = Polyvisor.open();
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Fleet fleet;
    private final DeclaredSite declared;
    private final Services services;
    private final Policy policy;
    private final StateDirectory state;
    private Remembered remembered = Remembered.NOTHING;

    HybridPlacement(Path files, Path directory) {
        declared = SiteDocument.read(files.resolve("site.yaml"));
        services = ServicesDocument.read(files.resolve("services.yaml"), declared);
        policy = PolicyDocument.read(files.resolve("policy.yaml"), declared);
        state = StateDirectory.at(directory.resolve("state"));
        Fleet members = polyvisor.fleet();
        for (DeclaredEndpoint endpoint : declared.endpoints().values()) {
            String address = endpoint.uri().orElseThrow().toString();
            EndpointOptions options = EndpointOptions.standard().named(endpoint.name());
            endpoints.put(endpoint.name(), polyvisor.connect(address, Access.none(), options));
            members = members.with(address, Access.none(), options);
        }
        fleet = members;
    }

    public static void main(String[] arguments) {
        try (HybridPlacement school = new HybridPlacement(Path.of(arguments[0]), Path.of(""))) {
            school.place();
            school.capacity();
            school.failOver(HostKey.parse("kvm3"));
            school.showWhatRuns();
        }
    }

    /** Asks, has the answer checked, and carries its plan out. */
    private void place() {
        Observed now = observe();
        Set<String> wanted = now.site().guests().values().stream()
                .filter(guest -> guest.place().isEmpty())
                .map(SiteGuest::name)
                .collect(Collectors.toSet());
        carryOut(now, new Question.Place(wanted), ApplyOptions.standard("example"));
    }

    /** That host is dead, by somebody's word; its guests go on elsewhere. */
    private void failOver(HostKey lost) {
        String address = declared.endpoints().get(lost.endpoint()).uri().orElseThrow().toString();
        polyvisor.connect(address + "&fallen=host1").close();
        OperatorStatement word = new OperatorStatement(lost, "example", "I took its power away myself", Instant.now());
        carryOut(observe(), new Question.FailOver(Set.of(lost)), ApplyOptions.standard("example").stating(List.of(word)));
    }

    private void carryOut(Observed now, Question question, ApplyOptions options) {
        Answer answer = Placer.answer(now.site(), policy, question, EFFORT);
        if (!answer.holds()) {
            throw new IllegalStateException(answer.shortage().map(shortage -> shortage.why()).orElse("no assignment"));
        }
        Plan plan = Planner.plan(now.site(), policy, answer, Pace.standard());
        if (!Checker.check(now.site(), policy, answer).isEmpty()
                || !Checker.replay(now.site(), policy, plan, answer).isEmpty()) {
            throw new IllegalStateException("the checker does not accept this; please report it");
        }
        explain(now, answer);
        answer.shortage().ifPresent(shortage -> System.out.println("  " + shortage.why()));
        Applier applier = new Applier(now.site(), endpoints::get, state, options);
        ApplyReport report = applier.apply(plan, event -> {});
        System.out.println(plan.purpose() + ": " + report.ending() + ", " + plan.steps().size() + " steps, "
                + answer.costBefore() + " -> " + answer.costAfter() + " " + now.site().currency() + " a year");
        if (!report.succeeded()) {
            throw new IllegalStateException(report.goOn().orElse("it did not work"));
        }
    }

    private void explain(Observed now, Answer answer) {
        for (SiteGuest guest : now.site().guests().values()) {
            if (answer.unplaced().contains(guest.name()) || !answer.placeOf(guest.name()).equals(guest.place())) {
                Explanation why = Placer.explain(now.site(), policy, answer, guest.name());
                String place = why.chosen().map(HostKey::toString).orElse("nowhere");
                System.out.println("  " + guest.name() + " -> " + place + ": " + why.because().get(0));
            }
        }
    }

    private void capacity() {
        Set<Protection> counted = Set.of(Protection.PROTECTED);
        for (PoolCapacity pool : FailoverCapacity.of(observe().site(), policy, counted, Meaning.AT_ONCE, EFFORT)) {
            System.out.println("pool " + pool.pool() + " can lose " + pool.current() + " of " + pool.hosts()
                    + " hosts, and must be able to lose " + pool.configured());
        }
    }

    private void showWhatRuns() {
        Map<String, List<String>> running = new TreeMap<>();
        for (EndpointView view : views()) {
            for (GuestView guest : view.fold(seen -> seen.inventory().guests(), unseen -> List.<GuestView>of())) {
                if (guest.power().is(PowerState.RUNNING)) {
                    running.computeIfAbsent(view.endpoint(), any -> new ArrayList<>()).add(guest.name().value());
                }
            }
        }
        running.forEach((endpoint, guests) -> System.out.println(endpoint + ": " + String.join(", ", guests)));
    }

    /** What the files say and the endpoints show, as one site; what is seen is kept, for the day when a host dies. */
    private Observed observe() {
        List<EndpointView> views = views();
        Map<String, Capabilities> capabilities = new HashMap<>();
        Map<String, Inventory> seen = new HashMap<>();
        for (EndpointView view : views) {
            if (view instanceof EndpointView.Seen there) {
                capabilities.put(view.endpoint(), endpoints.get(view.endpoint()).capabilities());
                seen.put(view.endpoint(), there.inventory());
            }
        }
        Observed observed = SiteObserver.observe(declared, services, views, capabilities, remembered);
        new Keeper(observed.site(), state).keep(seen);
        remembered = new Remembered(state.fenced().keySet(), Optional.of(observed));
        return observed;
    }

    private List<EndpointView> views() {
        return fleet.inventory(SiteObserver.FIELDS.toArray(InventoryField[]::new));
    }

    @Override
    public void close() {
        polyvisor.close();
    }
}
