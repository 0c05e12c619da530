package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.Deleted;
import io.polyvisor.model.Deletion;
import io.polyvisor.model.Loss;
import io.polyvisor.model.Verb;

/** Steps that remove a guest. */
sealed interface RemovalStep extends GuestVerb {

    /** Deletes it; {@code accepting} says that saved memory may be lost. */
    record Delete(String guest, Deletion.Volumes volumes, boolean accepting) implements RemovalStep {
        @Override
        public Verb verb() {
            return Verb.DELETE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            Deletion how = volumes == Deletion.Volumes.KEEP ? Deletion.keepVolumes() : Deletion.withOwnedVolumes();
            return handle.delete(accepting ? how.accepting(Loss.OF_SAVED_MEMORY) : how);
        }

        @Override
        public String told(Object result, Side side) {
            return result instanceof Deleted done
                    ? done.effect() + ", volumes deleted " + done.deleted().size() + ", kept "
                            + done.kept().size()
                    : "" + result;
        }
    }
}
