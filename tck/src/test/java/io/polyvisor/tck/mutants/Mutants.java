package io.polyvisor.tck.mutants;

import java.util.ArrayList;
import java.util.List;

/** All mutants, made anew at each call: some remember what they saw. */
final class Mutants {

    private Mutants() {}

    static List<Mutant> all() {
        List<Mutant> all = new ArrayList<>();
        all.addAll(IdleDrivers.all());
        all.addAll(WrongStates.all());
        all.addAll(WrongSummaries.all());
        all.addAll(WrongDetails.all());
        all.addAll(WrongLists.all());
        all.addAll(WrongStores.all());
        all.addAll(PowerDrivers.all());
        all.addAll(CreationDrivers.all());
        all.addAll(ChangeDrivers.all());
        all.addAll(DeviceDrivers.all());
        all.addAll(SnapshotDrivers.all());
        all.addAll(CopyDrivers.all());
        all.addAll(MovingDrivers.all());
        all.addAll(VolumeDrivers.all());
        all.addAll(StreamDrivers.all());
        all.addAll(Doors.all());
        all.addAll(WrongTables.all());
        all.addAll(WrongEffects.all());
        all.addAll(WrongFailures.all());
        all.addAll(WrongAnswers.all());
        all.addAll(WrongRecords.all());
        all.addAll(WrongFleets.all());
        return all;
    }

    /** Those whose names match. */
    static List<Mutant> named(String expression) {
        return all().stream()
                .filter(mutant -> mutant.name().matches(expression))
                .toList();
    }
}
