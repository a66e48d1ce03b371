#pragma once

#include "channels/web_call/web_calls.h"
#include "transport/response.h"

namespace madoguchi::channels {

/// 201 with the shape OpenedCall of api/openapi.yaml.
[[nodiscard]] transport::Response opened_call_response(const OpenedCall& call);

}  // namespace madoguchi::channels
