package io.polyvisor.vsphere.wrong;

import com.vmware.vim25.mo.ServiceInstance;

/** Breaks a rule of the house, to show that the rule can fail. */
record KnowsObjectLayer(ServiceInstance known) {}
