package io.polyvisor.tck.lockstep;

import io.polyvisor.Guest;
import io.polyvisor.Operation;
import io.polyvisor.model.Loss;
import io.polyvisor.model.SnapshotContent;
import io.polyvisor.model.Verb;

/** Steps on a guest's snapshots, which are named by their names. */
sealed interface SnapshotStep extends GuestVerb {

    record Take(String guest, String snapshot, boolean memory) implements SnapshotStep {
        @Override
        public Verb verb() {
            return memory ? Verb.SNAPSHOT_MEMORY : Verb.SNAPSHOT_DISKS;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            SnapshotContent holds = memory ? SnapshotContent.DISKS_AND_MEMORY : SnapshotContent.DISKS;
            return handle.snapshots().create(snapshot, "taken by a walk", holds);
        }

        @Override
        public String told(Object result, Side side) {
            return "taken";
        }
    }

    /** Reverts; without {@code accepting} another loss is agreed to than the one that comes. */
    record Revert(String guest, String snapshot, boolean accepting) implements SnapshotStep {
        @Override
        public Verb verb() {
            return Verb.SNAPSHOT_REVERT;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            Loss loss = accepting ? Loss.OF_PRESENT_STATE : Loss.OF_SAVED_MEMORY;
            return handle.snapshots().revert(side.snapshot(guest, snapshot), loss);
        }
    }

    record Drop(String guest, String snapshot) implements SnapshotStep {
        @Override
        public Verb verb() {
            return Verb.SNAPSHOT_DELETE;
        }

        @Override
        public Operation<?> ask(Guest handle, Side side) {
            return handle.snapshots().delete(side.snapshot(guest, snapshot));
        }
    }
}
