/**
 * The part of TensorFlow's C API that the engine calls, as Deno FFI signatures.
 * Reference: tensorflow/c/c_api.h and tensorflow/c/eager/c_api.h.
 *
 * @module
 */

const pointer = "pointer" as const;
const buffer = "buffer" as const;
/** `TF_Output { TF_Operation* oper; int index; }`, passed by value. */
const output = { struct: ["pointer", "i32"] } as const;

/** Signatures of every C function that the engine uses. */
export const signatures = {
  TF_Version: { parameters: [], result: pointer },
  TF_NewStatus: { parameters: [], result: pointer },
  TF_DeleteStatus: { parameters: [pointer], result: "void" },
  TF_GetCode: { parameters: [pointer], result: "i32" },
  TF_Message: { parameters: [pointer], result: pointer },

  TF_AllocateTensor: { parameters: ["i32", buffer, "i32", "usize"], result: pointer },
  TF_TensorData: { parameters: [pointer], result: pointer },
  TF_TensorByteSize: { parameters: [pointer], result: "usize" },
  TF_DeleteTensor: { parameters: [pointer], result: "void" },

  TFE_NewContextOptions: { parameters: [], result: pointer },
  TFE_ContextOptionsSetConfig: { parameters: [pointer, buffer, "usize", pointer], result: "void" },
  TFE_DeleteContextOptions: { parameters: [pointer], result: "void" },
  TFE_NewContext: { parameters: [pointer, pointer], result: pointer },
  TFE_ContextListDevices: { parameters: [pointer, pointer], result: pointer },
  TF_DeviceListCount: { parameters: [pointer], result: "i32" },
  TF_DeviceListName: { parameters: [pointer, "i32", pointer], result: pointer },
  TF_DeviceListType: { parameters: [pointer, "i32", pointer], result: pointer },
  TF_DeviceListMemoryBytes: { parameters: [pointer, "i32", pointer], result: "i64" },
  TF_DeleteDeviceList: { parameters: [pointer], result: "void" },

  TFE_NewTensorHandle: { parameters: [pointer, pointer], result: pointer },
  TFE_DeleteTensorHandle: { parameters: [pointer], result: "void" },
  TFE_TensorHandleDataType: { parameters: [pointer], result: "i32" },
  TFE_TensorHandleNumDims: { parameters: [pointer, pointer], result: "i32" },
  TFE_TensorHandleDim: { parameters: [pointer, "i32", pointer], result: "i64" },
  TFE_TensorHandleDeviceName: { parameters: [pointer, pointer], result: pointer },
  TFE_TensorHandleResolve: { parameters: [pointer, pointer], result: pointer },

  TFE_NewOp: { parameters: [pointer, buffer, pointer], result: pointer },
  TFE_DeleteOp: { parameters: [pointer], result: "void" },
  TFE_OpSetDevice: { parameters: [pointer, buffer, pointer], result: "void" },
  TFE_OpAddInput: { parameters: [pointer, pointer, pointer], result: "void" },
  TFE_OpSetAttrString: { parameters: [pointer, buffer, buffer, "usize"], result: "void" },
  TFE_OpSetAttrInt: { parameters: [pointer, buffer, "i64"], result: "void" },
  TFE_OpSetAttrFloat: { parameters: [pointer, buffer, "f32"], result: "void" },
  TFE_OpSetAttrBool: { parameters: [pointer, buffer, "u8"], result: "void" },
  TFE_OpSetAttrType: { parameters: [pointer, buffer, "i32"], result: "void" },
  TFE_OpSetAttrShape: { parameters: [pointer, buffer, buffer, "i32", pointer], result: "void" },
  TFE_OpSetAttrIntList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TFE_OpSetAttrFloatList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TFE_OpSetAttrBoolList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TFE_OpSetAttrTypeList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TFE_Execute: { parameters: [pointer, buffer, buffer, pointer], result: "void" },
  TFE_NewExecutor: { parameters: ["u8", "u8", "i32"], result: pointer },
  TFE_ContextSetExecutorForThread: { parameters: [pointer, pointer], result: "void" },
  TFE_ContextGetExecutorForThread: { parameters: [pointer], result: pointer },
  TFE_ExecutorWaitForAllPendingNodes: { parameters: [pointer, pointer], result: "void" },
  TFE_ExecutorClearError: { parameters: [pointer], result: "void" },
  TFE_ContextAddFunction: { parameters: [pointer, pointer, pointer], result: "void" },
  TFE_ContextRemoveFunction: { parameters: [pointer, buffer, pointer], result: "void" },

  TF_NewBuffer: { parameters: [], result: pointer },
  TF_DeleteBuffer: { parameters: [pointer], result: "void" },

  TF_NewGraph: { parameters: [], result: pointer },
  TF_DeleteGraph: { parameters: [pointer], result: "void" },
  TF_GraphGetOpDef: { parameters: [pointer, buffer, pointer, pointer], result: "void" },
  TF_NewOperation: { parameters: [pointer, buffer, buffer], result: pointer },
  TF_AddInput: { parameters: [pointer, output], result: "void" },
  TF_AddInputList: { parameters: [pointer, buffer, "i32"], result: "void" },
  TF_SetAttrString: { parameters: [pointer, buffer, buffer, "usize"], result: "void" },
  TF_SetAttrInt: { parameters: [pointer, buffer, "i64"], result: "void" },
  TF_SetAttrFloat: { parameters: [pointer, buffer, "f32"], result: "void" },
  TF_SetAttrBool: { parameters: [pointer, buffer, "u8"], result: "void" },
  TF_SetAttrType: { parameters: [pointer, buffer, "i32"], result: "void" },
  TF_SetAttrShape: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TF_SetAttrTensor: { parameters: [pointer, buffer, pointer, pointer], result: "void" },
  TF_SetAttrValueProto: { parameters: [pointer, buffer, buffer, "usize", pointer], result: "void" },
  TF_SetAttrFuncName: { parameters: [pointer, buffer, buffer, "usize"], result: "void" },
  TF_SetAttrIntList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TF_SetAttrFloatList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TF_SetAttrBoolList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TF_SetAttrTypeList: { parameters: [pointer, buffer, buffer, "i32"], result: "void" },
  TF_SetAttrShapeList: { parameters: [pointer, buffer, buffer, buffer, "i32"], result: "void" },
  TF_FinishOperation: { parameters: [pointer, pointer], result: pointer },
  TF_GraphGetTensorNumDims: { parameters: [pointer, output, pointer], result: "i32" },
  TF_GraphGetTensorShape: {
    parameters: [pointer, output, buffer, "i32", pointer],
    result: "void",
  },
  TF_OperationOutputType: { parameters: [output], result: "i32" },
  TF_GraphToFunction: {
    parameters: [
      pointer,
      buffer,
      "u8",
      "i32",
      pointer,
      "i32",
      buffer,
      "i32",
      buffer,
      pointer,
      pointer,
      pointer,
      pointer,
    ],
    result: pointer,
  },
  TF_GraphCopyFunction: { parameters: [pointer, pointer, pointer, pointer], result: "void" },
  TF_DeleteFunction: { parameters: [pointer], result: "void" },
} as const satisfies Deno.ForeignLibraryInterface;

/** The C functions of an opened library. */
export type Symbols = Deno.DynamicLibrary<typeof signatures>["symbols"];

/** `TFE_Execute` on a thread of its own. */
export const executeAside = {
  TFE_Execute: { ...signatures.TFE_Execute, nonblocking: true },
} as const;

/** {@linkcode executeAside}, opened. */
export type ExecuteAside = Deno.DynamicLibrary<typeof executeAside>["symbols"]["TFE_Execute"];
