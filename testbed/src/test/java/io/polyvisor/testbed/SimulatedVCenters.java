package io.polyvisor.testbed;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** These tests run on simulated vCenters, or are reported as not run, with the reason. */
@Tag("real")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SimulatedVCenters.Available.class)
@interface SimulatedVCenters {

    final class Available implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            Availability found = Vcsim.availability();
            return found.isAvailable()
                    ? ConditionEvaluationResult.enabled("simulated vCenters are available")
                    : ConditionEvaluationResult.disabled("not run: " + Objects.requireNonNull(found.obstacle()));
        }
    }
}
