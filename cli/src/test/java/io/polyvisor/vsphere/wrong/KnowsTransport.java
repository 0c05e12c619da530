package io.polyvisor.vsphere.wrong;

import com.vmware.vim25.ws.SoapClient;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsTransport(SoapClient known) {}
