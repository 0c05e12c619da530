package io.polyvisor.testbed;

import io.polyvisor.model.GuestId;
import io.polyvisor.model.GuestName;
import io.polyvisor.tck.ForeignClient;

/** Somebody who manages guests with a SOAP client of their own and knows nothing of our mark. */
record VcsimForeigner(VcsimOutsider outsider) implements ForeignClient {

    @Override
    public GuestId make(GuestName name) {
        return outsider.make(name);
    }

    @Override
    public void start(GuestId guest) {
        outsider.start(guest);
    }

    @Override
    public void powerOff(GuestId guest) {
        outsider.powerOff(guest);
    }

    @Override
    public void remove(GuestId guest) {
        outsider.remove(guest);
    }
}
