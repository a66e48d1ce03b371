#include "desk/effect.h"

namespace madoguchi::desk {

EffectClass class_of(const Effect& effect) {
  return std::holds_alternative<MessageAccepted>(effect) ? EffectClass::kPromise
                                                         : EffectClass::kLive;
}

}  // namespace madoguchi::desk
