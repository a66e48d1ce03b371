#pragma once

#include "features/customers/customers_service.h"
#include "features/live/live_desk.h"
#include "features/operators/operator.h"
#include "features/services/service_for_desk.h"

namespace madoguchi::features {

/// Tells the desk what admins and operators changed elsewhere. Called on whichever thread.
class DeskFeed final : public OperatorsListener, public ServicesListener, public CustomersListener {
 public:
  explicit DeskFeed(LiveDesk& desk) : desk_(desk) {}

  void operator_changed(const OperatorForDesk& changed) override;
  void service_changed(const ServiceForDesk& service) override;
  void customer_changed(base::ServiceId service, base::CustomerId customer) override;

 private:
  LiveDesk& desk_;
};

}  // namespace madoguchi::features
