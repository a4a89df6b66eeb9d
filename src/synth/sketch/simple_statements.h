#pragma once

#include <span>
#include <string>

#include "synth/sketch/draft.h"

namespace warploom::synth {

// Statements of one line that set nothing.
class SimpleStatements {
 public:
  explicit SimpleStatements(Draft& draft) : draft_(draft) {}

  // A call for its effect.
  void Do(const Val& call);
  // print(value); print("text"); wp.printf("text", values). Every thread would print, so guard
  // them.
  void Print(const Val& value);
  void PrintText(std::string text);
  void Printf(std::string text, std::span<const Val> values);
  // assert condition, "message": the caller guarantees the condition; "" means no message.
  void Assert(const Val& condition, std::string message);
  void Pass() { draft_.builder.Pass(); }
  void Comment(std::string text);
  void Blank() { draft_.builder.BlankLine(); }

 private:
  Draft& draft_;
};

}  // namespace warploom::synth
