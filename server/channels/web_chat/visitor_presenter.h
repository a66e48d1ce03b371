#pragma once

#include <boost/json/object.hpp>

#include "channels/web_chat/visits_service.h"

namespace madoguchi::channels {

/// The shape VisitorView of api/openapi.yaml.
[[nodiscard]] boost::json::object visitor_view_json(const VisitorView& view);

}  // namespace madoguchi::channels
