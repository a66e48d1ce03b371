#include "desk/wrap_up.h"

namespace madoguchi::desk {

void begin_wrap_up(Draft& draft, OperatorId id, ServiceId service, ContactId call) {
  if (draft.state().operators.find(id) == nullptr) return;
  WrapUp wrap_up{service, call, draft.now(), std::nullopt};
  const base::Seconds longest = draft.state().services.find(service)->settings.longest_wrap_up;
  if (longest.count() > 0) wrap_up.until = draft.now() + longest;
  draft.emit(WrapUpBegan{id, wrap_up, draft.now()});
}

void end_wrap_up(Draft& draft, OperatorId id) {
  const std::optional<WrapUp> wrap_up = draft.state().operators.find(id)->wrap_up;
  if (wrap_up) draft.emit(WrapUpEnded{id, *wrap_up, draft.now()});
}

}  // namespace madoguchi::desk
