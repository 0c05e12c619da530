package io.polyvisor.internal;

import io.polyvisor.Access;
import io.polyvisor.Endpoint;
import io.polyvisor.EndpointOptions;
import io.polyvisor.EndpointView;
import io.polyvisor.Fleet;
import io.polyvisor.error.Fault;
import io.polyvisor.error.Outcome;
import io.polyvisor.error.PolyvisorException;
import io.polyvisor.model.Inventory;
import io.polyvisor.model.InventoryField;
import io.polyvisor.model.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads many endpoints at once, each on a thread of its own, and waits for none longer than for the others. */
final class CoreFleet implements Fleet {
    private final CorePolyvisor polyvisor;
    private final List<Member> members = new CopyOnWriteArrayList<>();

    CoreFleet(CorePolyvisor polyvisor, List<Endpoint> connected) {
        this.polyvisor = polyvisor;
        connected.forEach(endpoint -> members.add(new Member(endpoint.name(), () -> endpoint)));
    }

    @Override
    public Fleet with(String uri, Access access, EndpointOptions options) {
        members.add(new Member(options.name().orElse(uri), () -> polyvisor.connect(uri, access, options)));
        return this;
    }

    @Override
    public List<EndpointView> inventory(InventoryField... fields) {
        return inventory(EndpointOptions.standard().readDeadline(), fields);
    }

    @Override
    public List<EndpointView> inventory(Duration patience, InventoryField... fields) {
        long end = System.nanoTime() + patience.toNanos();
        List<CompletableFuture<Inventory>> answers = new ArrayList<>();
        members.forEach(member -> answers.add(member.ask(patience, fields)));
        List<EndpointView> views = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            views.add(members.get(i).view(answers.get(i), end));
        }
        return views;
    }

    private static final class Member {
        private final String name;
        private final Supplier<Endpoint> connection;
        private final Object connecting = new Object();
        private @Nullable Endpoint endpoint;
        private volatile @Nullable Inventory last;

        Member(String name, Supplier<Endpoint> connection) {
            this.name = name;
            this.connection = connection;
        }

        CompletableFuture<Inventory> ask(Duration patience, InventoryField... fields) {
            CompletableFuture<Inventory> answer = new CompletableFuture<>();
            Threads.named("polyvisor fleet reads " + name)
                    .newThread(() -> {
                        try {
                            answer.complete(connected().within(patience).inventory(fields));
                        } catch (RuntimeException e) {
                            answer.completeExceptionally(e);
                        }
                    })
                    .start();
            return answer;
        }

        EndpointView view(CompletableFuture<Inventory> answer, long endNanos) {
            try {
                Inventory seen = answer.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
                last = seen;
                return new EndpointView.Seen(name, seen);
            } catch (TimeoutException e) {
                return unseen(failures().of(new Fault.DeadlineExceeded("waiting for its answer"), Outcome.NOT_APPLIED));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return unseen(failures().of(new Fault.Cancelled("waiting for its answer"), Outcome.NOT_APPLIED));
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                return unseen(
                        cause instanceof PolyvisorException known
                                ? known
                                : failures().of(new Fault.BackendFault(String.valueOf(cause)), Outcome.NOT_APPLIED));
            }
        }

        private EndpointView unseen(PolyvisorException error) {
            return new EndpointView.Unseen(name, error, Optional.ofNullable(last));
        }

        private Endpoint connected() {
            synchronized (connecting) {
                Endpoint open = endpoint;
                if (open == null) {
                    open = connection.get();
                    endpoint = open;
                }
                return open;
            }
        }

        private Failures failures() {
            return new Failures(name, Verb.INVENTORY, Optional.empty());
        }
    }
}
