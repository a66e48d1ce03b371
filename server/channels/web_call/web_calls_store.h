#pragma once

#include "base/result.h"
#include "channels/web_call/web_caller.h"
#include "desk/command.h"
#include "storage/connection.h"

namespace madoguchi::channels::web_calls_store {

/// Stores what the call needs before it begins, and says with whom and from where it is: the thread
/// of the call, and the customer when there is none of the caller's number (who gets the id
/// `fresh`). kNotFound: the visitor is not there any more.
[[nodiscard]] base::Result<desk::StartCall> add(storage::Connection& db, const WebCaller& caller,
                                                desk::StartCall start, base::CustomerId fresh,
                                                base::Time now);

}  // namespace madoguchi::channels::web_calls_store
