#pragma once

#include <memory>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace madoguchi::features {

/// A frame of docs/events.md, serialized once for all who get it.
using ConsoleFrameText = std::shared_ptr<const std::string>;

[[nodiscard]] inline ConsoleFrameText frame_text(const boost::json::object& value) {
  return std::make_shared<const std::string>(boost::json::serialize(value));
}

}  // namespace madoguchi::features
