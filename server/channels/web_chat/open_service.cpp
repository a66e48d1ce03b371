#include "channels/web_chat/open_service.h"

#include <utility>

namespace madoguchi::channels {
namespace {

using base::ErrorCode;
using Entry = features::ServiceDirectory::Entry;

base::Result<Entry> if_open(Entry service) {
  if (!service) return base::fail(ErrorCode::kNotFound, "service");
  if (!service->service.has_chat) return base::fail(ErrorCode::kNotFound, "chat is off");
  return service;
}

}  // namespace

base::Result<Entry> find_open_service(const features::ServiceDirectory& services,
                                      std::string_view key) {
  return if_open(services.find_by_key(key));
}

base::Result<Entry> find_open_service(const features::ServiceDirectory& services,
                                      base::ServiceId id) {
  return if_open(services.find(id));
}

base::Status require_consent(const features::ServiceEntry& service, const Visitor& visitor) {
  if (!service.chat.consent_required || visitor.consent_at) return {};
  return base::fail(ErrorCode::kForbidden, "consent first");
}

}  // namespace madoguchi::channels
