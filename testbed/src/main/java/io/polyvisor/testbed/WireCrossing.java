package io.polyvisor.testbed;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The way to the vCenter, where requests are counted and some kept away from it, and the way back, where replies are spoilt. */
final class WireCrossing implements StubRequestFilterV2, ResponseTransformerV2 {

    private final WireFaults faults;
    private final VcsimOutsider administrator;
    private final Map<UUID, Passage> underway = new ConcurrentHashMap<>();

    /** A request that was handed on, and what shall happen to its reply. */
    private record Passage(String method, Optional<WireFault> fault) {}

    WireCrossing(WireFaults faults, VcsimOutsider administrator) {
        this.faults = faults;
        this.administrator = administrator;
    }

    @Override
    public String getName() {
        return "wire-crossing";
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        String method = SoapMessage.methodIn(request.getBody())
                .orElseGet(() -> request.getMethod() + " " + request.getUrl().split("\\?", 2)[0]);
        Optional<WireFault> striking = faults.arrived(method);
        if (striking.isPresent() && !striking.get().mishap().isForwarded()) {
            return RequestFilterAction.stopWith(WireReplies.instead(striking.get()));
        }
        if (striking.map(WireFault::mishap)
                .filter(WireMishap.SESSION_EXPIRED::equals)
                .isPresent()) {
            administrator.endOtherSessions();
        }
        underway.put(event.getId(), new Passage(method, striking));
        return RequestFilterAction.continueWith(request);
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        Passage passage = underway.remove(event.getId());
        if (passage == null || !response.isFromProxy()) {
            return response;
        }
        faults.answered(passage.method());
        return passage.fault().map(fault -> WireReplies.after(response, fault)).orElse(response);
    }
}
