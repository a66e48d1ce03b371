#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "base/json_reader.h"
#include "voice/telephone.h"

namespace madoguchi::features {

/// The member "sdp" of a request: a WebRTC offer (RFC 8829) that the telephone can use, at most
/// 20,000 characters; a browser's has about 2,000. Ends the reading of the body. kInvalidInput
/// names the field and what was expected.
[[nodiscard]] base::Result<std::string> read_offer(base::JsonReader body);

/// Hands the offer to the telephone and waits for its answer; resumes on the caller's executor.
using AskTelephone = std::function<void(std::string offer, voice::DescriptionReply reply)>;
[[nodiscard]] boost::asio::awaitable<base::Result<std::string>> answer_to(
    std::shared_ptr<std::string> offer, std::shared_ptr<AskTelephone> ask);

}  // namespace madoguchi::features
