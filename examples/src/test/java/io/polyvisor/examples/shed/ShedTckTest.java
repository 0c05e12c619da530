package io.polyvisor.examples.shed;

import io.polyvisor.tck.Profile;
import io.polyvisor.tck.TckEnvironment;
import io.polyvisor.tck.TckJUnit;
import java.util.EnumSet;
import java.util.Set;

// tour:shed-tck
/** The compatibility kit on a shed: each rule is a test, named by its number and sentence. */
final class ShedTckTest extends TckJUnit {

    @Override
    protected TckEnvironment environment() {
        return new ShedEnvironment();
    }

    @Override
    protected Set<Profile> profiles() {
        return EnumSet.of(Profile.OWNERSHIP);
    }
}
// end
