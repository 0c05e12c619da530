package io.polyvisor.vsphere;

import java.util.Optional;

/**
 * What lets a request in. Another login gives another ticket; which one a request used tells whether somebody renewed it meanwhile.
 *
 * @param cookie the session's cookie; none before the first login
 * @param action the SOAP action, which names the API's version
 */
record SoapTicket(Optional<String> cookie, String action) {

    /** Shows no cookie: whoever has it is logged in. */
    @Override
    public String toString() {
        return "SoapTicket[" + action + (cookie.isPresent() ? ", a session]" : "]");
    }
}
