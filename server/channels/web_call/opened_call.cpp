#include "channels/web_call/opened_call.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/json.h"

namespace madoguchi::channels {

transport::Response opened_call_response(const OpenedCall& call) {
  const boost::json::object body{{"callId", base::json_id(call.id)}, {"sdp", call.answer}};
  return transport::json_response(boost::json::serialize(body), 201);
}

}  // namespace madoguchi::channels
