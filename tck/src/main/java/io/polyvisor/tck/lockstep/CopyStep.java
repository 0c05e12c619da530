package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.CloneSpec;
import io.polyvisor.model.CopyMode;
import io.polyvisor.model.TemplateId;
import io.polyvisor.model.Verb;
import java.util.Optional;

/** Steps that make something from a guest. */
sealed interface CopyStep extends GuestVerb {

    /** Clones it to a guest of alias {@code as}. */
    record Clone(String guest, String as, CopyMode mode) implements CopyStep {
        @Override
        public Verb verb() {
            return Verb.CLONE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.cloneAs(
                    new CloneSpec(side.name(as, NameStyle.PLAIN), mode, Optional.empty(), Optional.empty()));
        }

        @Override
        public String told(Object result, Side side) {
            return side.made(as, result);
        }
    }

    record MakeTemplate(String guest, String template) implements CopyStep {
        @Override
        public Verb verb() {
            return Verb.TEMPLATE_MAKE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.makeTemplate(side.name(template, NameStyle.PLAIN));
        }

        @Override
        public String told(Object result, Side side) {
            return side.madeTemplate(template, (TemplateId) result);
        }
    }
}
