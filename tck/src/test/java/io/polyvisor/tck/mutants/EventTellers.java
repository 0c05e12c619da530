package io.polyvisor.tck.mutants;

import io.polyvisor.GuestEvent;
import io.polyvisor.model.GuestView;
import io.polyvisor.model.Power;
import io.polyvisor.model.PowerState;
import io.polyvisor.tck.Intercepted;
import io.polyvisor.tck.Interception;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Event streams that tell something else. */
record EventTellers(Fault fault) implements Interception {

    enum Fault {
        NUMBERS,
        NOTHING_SEEN,
        NO_DELETIONS,
        NO_GAPS,
        GOES_ON,
        NO_BEGINNING,
        STALE_BEGINNING,
        HALF
    }

    @Override
    public @Nullable Object around(Intercepted call) {
        Object answer = call.proceed();
        if (!Mutant.is(call, "Endpoint.events")) {
            return answer;
        }
        Flow.Publisher<GuestEvent> publisher = events(answer);
        return (Flow.Publisher<GuestEvent>) subscriber -> publisher.subscribe(new Between(fault, subscriber));
    }

    @SuppressWarnings("unchecked")
    private static Flow.Publisher<GuestEvent> events(@Nullable Object answer) {
        return (Flow.Publisher<GuestEvent>) answer;
    }

    private static GuestView off(GuestView view) {
        return view.power().is(PowerState.RUNNING) ? view.withPower(Power.of(PowerState.OFF)) : view;
    }

    private static final class Between implements Flow.Subscriber<GuestEvent> {
        private final Fault fault;
        private final Flow.Subscriber<? super GuestEvent> subscriber;
        private int told;

        Between(Fault fault, Flow.Subscriber<? super GuestEvent> subscriber) {
            this.fault = fault;
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(
                    fault == Fault.GOES_ON
                            ? new Flow.Subscription() {
                                @Override
                                public void request(long n) {
                                    subscription.request(n);
                                }

                                @Override
                                public void cancel() {}
                            }
                            : subscription);
        }

        @Override
        public void onNext(GuestEvent event) {
            told++;
            Optional<GuestEvent> changed = event instanceof GuestEvent.Level level
                    ? level(level)
                    : Optional.of(event).filter(e -> fault != Fault.NO_GAPS);
            changed.ifPresent(subscriber::onNext);
        }

        private Optional<GuestEvent> level(GuestEvent.Level level) {
            boolean left = switch (fault) {
                case NO_DELETIONS -> level.now().isEmpty();
                case NO_BEGINNING -> level.lastSeen().isEmpty();
                case HALF -> told % 2 == 0;
                case NUMBERS, NOTHING_SEEN, STALE_BEGINNING, NO_GAPS, GOES_ON -> false;
            };
            long number = level.sequence() + (fault == Fault.NUMBERS ? 1 : 0);
            Optional<GuestView> now =
                    fault == Fault.STALE_BEGINNING && level.lastSeen().isEmpty()
                            ? level.now().map(EventTellers::off)
                            : level.now();
            Optional<GuestView> seen = fault == Fault.NOTHING_SEEN ? Optional.empty() : level.lastSeen();
            return left
                    ? Optional.empty()
                    : Optional.of(new GuestEvent.Level(number, level.at(), level.guest(), now, seen));
        }

        @Override
        public void onError(Throwable failure) {
            subscriber.onError(failure);
        }

        @Override
        public void onComplete() {
            subscriber.onComplete();
        }
    }
}
