import { Collaborator } from './records';
import { Repository } from './repositories';

/** Gives accounts a permission each, whatever they had before; others keep theirs. */
export async function setCollaborators(
  repository: Repository,
  given: Collaborator[],
): Promise<void> {
  const { record } = repository;
  await repository.exclusively(async () => {
    const logins = given.map(({ login }) => login);
    record.collaborators = [
      ...(record.collaborators ?? []).filter(
        ({ login }) => !logins.includes(login),
      ),
      ...given,
    ];
    await repository.save();
  });
}

/** Takes an account's permission away; nothing happens when it had none. */
export async function removeCollaborator(
  repository: Repository,
  removed: string,
): Promise<void> {
  const { record } = repository;
  await repository.exclusively(async () => {
    record.collaborators = record.collaborators?.filter(
      ({ login }) => login !== removed,
    );
    await repository.save();
  });
}
