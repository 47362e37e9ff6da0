interface Driver {
  reserve(): Promise<Reserved>;
}

interface Reserved {
  unsafe(text: string, parameters: unknown[], options?: { prepare: boolean }): Promise<unknown>;
}

/** Of these the library takes no answer, so what follows may leave with them. */
const opensTransaction = /^(begin$|select set_config\()/;

/**
 * Statements are prepared once for a connection, as PostgREST does: by itself the library has each one parsed and its types
 * told before it is run, two round trips in place of one. And those that open a transaction are not waited for: they leave with
 * the statement that follows, which fails by their failure. Of nine round trips of a call of a function three are left.
 */
export function pipelineStatements(driver: Driver): void {
  const reserve = driver.reserve.bind(driver);
  const reserveAndPipeline = async () => {
    const connection = await reserve();
    const unsafe = connection.unsafe.bind(connection);
    const opening: Promise<unknown>[] = [];
    const run = async (text: string, parameters: unknown[]) => {
      const answer = unsafe(text, parameters, { prepare: parameters.length > 0 });
      // By this it is sent, and never unhandled.
      answer.catch(() => {});
      if (opensTransaction.test(text)) {
        opening.push(answer);
        return Object.assign([], { command: "", count: 0 });
      }
      await Promise.all(opening.splice(0));
      return await answer;
    };
    return Object.assign(connection, { unsafe: run });
  };
  Object.assign(driver, { reserve: reserveAndPipeline });
}
